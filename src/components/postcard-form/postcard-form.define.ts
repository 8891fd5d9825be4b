/** Registers `<postcard-form>`, once: whoever came first, in whatever version, stays. */
import { PostcardForm } from './postcard-form.ts';

if (!customElements.get('postcard-form')) customElements.define('postcard-form', PostcardForm);
