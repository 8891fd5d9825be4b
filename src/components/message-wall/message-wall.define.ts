/** Registers `<message-wall>`, and brings the types of the element and its events. */
import { defineElement } from '../../utils/define-element.ts';
import { MessageWall } from './message-wall.ts';

defineElement('message-wall', MessageWall);

export { MessageWall };
