/** Registers `<action-progress>`, and brings the types of the element and its events. */
import { defineElement } from '../../utils/define-element.ts';
import { ActionProgress } from './action-progress.ts';

defineElement('action-progress', ActionProgress);

export { ActionProgress };
