/** Inside the frame: tells the page around it how tall this one is, and nothing else. */
import { isOf, told, version, wanted } from './protocol.ts';

/** What stands there where the action takes nothing from a sandboxed frame, whose origin is nobody's. */
const refused = document.getElementById('refused');
if (refused && self.origin === 'null') {
  document.querySelector('main')!.remove();
  refused.hidden = false;
}

const root = document.documentElement;
/** To anybody: a height is no secret, and whoever may frame this page the policy says. */
const tell = () => parent.postMessage({ type: told, version, height: Math.ceil(root.getBoundingClientRect().height) }, '*');

if (parent !== self) {
  // Observing tells it once by itself.
  new ResizeObserver(tell).observe(root);
  addEventListener('message', ({ source, data }) => {
    if (source === parent && isOf(wanted, data)) tell();
  });
}
