/** Registers `<action-letter>`, once: whoever came first, in whatever version, stays. */
import { ActionLetter } from './action-letter.ts';

if (!customElements.get('action-letter')) customElements.define('action-letter', ActionLetter);
