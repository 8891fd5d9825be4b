/** Registers `<action-progress>`, once: whoever came first, in whatever version, stays. */
import { ActionProgress } from './action-progress.ts';

if (!customElements.get('action-progress')) customElements.define('action-progress', ActionProgress);
