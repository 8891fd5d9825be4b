/** Registers `<detention-counter>`, and brings the types of the element and its events. */
import { defineElement } from '../../utils/define-element.ts';
import { DetentionCounter } from './detention-counter.ts';

defineElement('detention-counter', DetentionCounter);

export { DetentionCounter };
