/** Registers `<postcard-form>`, and brings the types of the element and its events. */
import { defineElement } from '../../utils/define-element.ts';
import { PostcardForm } from './postcard-form.ts';

defineElement('postcard-form', PostcardForm);

export { PostcardForm };
