/** Registers `<detention-counter>`, once: whoever came first, in whatever version, stays. */
import { DetentionCounter } from './detention-counter.ts';

if (!customElements.get('detention-counter')) customElements.define('detention-counter', DetentionCounter);
