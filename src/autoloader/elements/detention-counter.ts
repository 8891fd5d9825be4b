/** `detention-counter.js`: one element in one module, for a page that embeds one action. */
import { DetentionCounter } from '../../components/detention-counter/detention-counter.ts';
import { defineElements } from '../define-elements.ts';

defineElements({ 'detention-counter': DetentionCounter }, { counter: 'detention-counter' }, import.meta.url);
