/** Runs inside the iframe: reports the height of this page to the parent page, and nothing else. */
import { isMessage, HEIGHT, version, HEIGHT_REQUEST } from './protocol.ts';

/** Replaces the form if the campaign does not accept submissions from a sandboxed frame, which has an opaque origin. */
const notice = document.getElementById('refused');
if (notice && self.origin === 'null') {
  document.querySelector('main')!.remove();
  notice.hidden = false;
}

const root = document.documentElement;
/** To any origin: a height is no secret, and the content security policy decides which pages may frame this one. */
const postHeight = () => parent.postMessage({ type: HEIGHT, version, height: Math.ceil(root.getBoundingClientRect().height) }, '*');

if (parent !== self) {
  // Also posts the first height, because observing calls back once.
  new ResizeObserver(postHeight).observe(root);
  addEventListener('message', ({ source, data }) => {
    if (source === parent && isMessage(HEIGHT_REQUEST, data)) postHeight();
  });
}
