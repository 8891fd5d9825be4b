/** Inside the frame: tells the page around it how tall this one is, and nothing else. */
import { isMessage, HEIGHT, version, HEIGHT_REQUEST } from './protocol.ts';

/** What stands there where the action takes nothing from a sandboxed frame, whose origin is nobody's. */
const refused = document.getElementById('refused');
if (refused && self.origin === 'null') {
  document.querySelector('main')!.remove();
  refused.hidden = false;
}

const root = document.documentElement;
/** To anybody: a height is no secret, and whoever may frame this page the policy says. */
const postHeight = () => parent.postMessage({ type: HEIGHT, version, height: Math.ceil(root.getBoundingClientRect().height) }, '*');

if (parent !== self) {
  // Observing tells it once by itself.
  new ResizeObserver(postHeight).observe(root);
  addEventListener('message', ({ source, data }) => {
    if (source === parent && isMessage(HEIGHT_REQUEST, data)) postHeight();
  });
}
