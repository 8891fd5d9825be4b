/**
 * The loader, for a page that shows actions in frames: gives each frame of its own endpoint the height that the page in it
 * tells, and turns `<a data-embed="letter" href="https://endpoint/a/id">` into such a frame. A classic script, with no
 * name of its own on the page; a second one does the same work over again and changes nothing.
 */
import { getScriptOrigin } from './script-origin.ts';
import { isMessage, HEIGHT, version, HEIGHT_REQUEST } from './protocol.ts';
import { kinds, options } from './options.ts';

/** However much a page in a frame asks for. */
const maxHeight = 20_000;
const links = 'a[data-embed]:not([data-embedded])';

/**
 * The one that runs, or any on the page, since an optimiser may run it by another: it then has that one's address, or
 * none. A picture may have taken the name `currentScript`.
 */
const endpoint = getScriptOrigin([document.currentScript, ...document.scripts].map((script) => (script instanceof HTMLScriptElement ? script.src : '')));

/** The link that stands until its frame has come. */
const pendingLinks = new WeakMap<HTMLIFrameElement, HTMLAnchorElement>();

/** Those of our endpoint, of whatever age: a lazy loader may have given one its address only now. */
const frames = () => [...document.querySelectorAll('iframe')].filter(({ src }) => src.startsWith(`${endpoint}/embed/`));

function onHeightMessage({ source, origin, data }: MessageEvent): void {
  if (!isMessage(HEIGHT, data) || !(Number(data.height) > 0)) return;
  const frame = frames().find(({ contentWindow }) => contentWindow === source);
  if (!frame) return;
  const hasOpaqueOrigin = frame.hasAttribute('sandbox') && !frame.sandbox.contains('allow-same-origin');
  if (origin !== (hasOpaqueOrigin ? 'null' : endpoint)) return;
  const border = frame.offsetHeight - frame.clientHeight;
  // Above the host's `iframe { height: auto !important }`.
  frame.style.setProperty('height', `${Math.min(Number(data.height) + border, maxHeight)}px`, 'important');
  const link = pendingLinks.get(frame);
  if (!link) return;
  pendingLinks.delete(frame);
  frame.style.minHeight = link.style.minHeight || getComputedStyle(link).minHeight;
  if (document.activeElement === link) frame.focus();
  // Left in its place for whoever put it there.
  link.style.setProperty('display', 'none', 'important');
}

/** The frame grows beside its link, which gives way when the page in it has come: until then, and without it, the link stands. */
function replaceWithFrame(link: HTMLAnchorElement): void {
  const kind = link.dataset['embed']!;
  const [, id] = /^\/a\/([^/]+)$/.exec(link.pathname) ?? [];
  if (link.origin !== endpoint || !id || !kinds.includes(kind)) return;
  link.dataset['embedded'] = '';
  const query = new URLSearchParams(link.search);
  for (const option of options) if (link.dataset[option]) query.set(option, link.dataset[option]);
  const language = link.hreflang || link.closest<HTMLElement>('[lang]')?.lang;
  if (language && !query.has('lang')) query.set('lang', language);
  const frame = document.createElement('iframe');
  // A link may be a picture.
  frame.title = link.textContent.trim() || link.ariaLabel || link.querySelector('img')?.alt || link.title;
  frame.allow = 'clipboard-write; web-share';
  frame.loading = 'lazy';
  Object.assign(frame.style, { display: 'block', width: '100%', height: '0', border: '0' });
  frame.src = `${endpoint}/embed/${id}/${kind}?${query}`;
  pendingLinks.set(frame, link);
  // Not behind it: a link that keeps a whole screen free would hold a lazy frame out of view.
  link.before(frame);
}

const search = () => document.querySelectorAll<HTMLAnchorElement>(links).forEach(replaceWithFrame);

if (endpoint) {
  addEventListener('message', onHeightMessage);
  for (const { contentWindow } of frames()) contentWindow?.postMessage({ type: HEIGHT_REQUEST, version }, '*');
  search();
  new MutationObserver(search).observe(document, { childList: true, subtree: true });
} else console.warn('embed.js does not know its own address');
