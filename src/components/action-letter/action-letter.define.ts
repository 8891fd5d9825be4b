/** Registers `<action-letter>`, and brings the types of the element and its events. */
import { defineElement } from '../../utils/define-element.ts';
import { ActionLetter } from './action-letter.ts';

defineElement('action-letter', ActionLetter);

export { ActionLetter };
