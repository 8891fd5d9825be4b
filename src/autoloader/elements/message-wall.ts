/** `message-wall.js`: one element in one module, for a page that embeds one action. */
import { MessageWall } from '../../components/message-wall/message-wall.ts';
import { defineElements } from '../define-elements.ts';

defineElements({ 'message-wall': MessageWall }, { wall: 'message-wall' }, import.meta.url);
