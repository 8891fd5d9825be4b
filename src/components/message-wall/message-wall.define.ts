/** Registers `<message-wall>`, once: whoever came first, in whatever version, stays. */
import { MessageWall } from './message-wall.ts';

if (!customElements.get('message-wall')) customElements.define('message-wall', MessageWall);
