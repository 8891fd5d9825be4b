/**
 * The loader, for a page that shows actions in iframes: gives each iframe of its server the height that the page inside
 * reports, and replaces `<a data-embed="letter" href="https://campaign.example/a/id">` with such an iframe. A classic
 * script that defines no global; loading it twice is harmless.
 */
import { getScriptOrigin } from './script-origin.ts';
import { isMessage, HEIGHT, version, HEIGHT_REQUEST } from './protocol.ts';
import { kinds, options } from './options.ts';

/** In CSS pixels, whatever height the page inside reports. */
const maxHeight = 20_000;
const links = 'a[data-embed]:not([data-embedded])';

/**
 * The origin of this script, or of any copy on the page: an optimiser may run it from another script, and
 * `currentScript` is then that one, or null. An image may also be named `currentScript`.
 */
const serverOrigin = getScriptOrigin([document.currentScript, ...document.scripts].map((script) => (script instanceof HTMLScriptElement ? script.src : '')));

/** The link that is shown until the page in its iframe has loaded. */
const pendingLinks = new WeakMap<HTMLIFrameElement, HTMLAnchorElement>();

/** Searches each time, because a lazy-loading script may set the `src` of an iframe late. */
const frames = () => [...document.querySelectorAll('iframe')].filter(({ src }) => src.startsWith(`${serverOrigin}/embed/`));

function onHeightMessage({ source, origin, data }: MessageEvent): void {
  if (!isMessage(HEIGHT, data) || !(Number(data.height) > 0)) return;
  const frame = frames().find(({ contentWindow }) => contentWindow === source);
  if (!frame) return;
  const hasOpaqueOrigin = frame.hasAttribute('sandbox') && !frame.sandbox.contains('allow-same-origin');
  if (origin !== (hasOpaqueOrigin ? 'null' : serverOrigin)) return;
  const border = frame.offsetHeight - frame.clientHeight;
  // Overrides `iframe { height: auto !important }` of the host page.
  frame.style.setProperty('height', `${Math.min(Number(data.height) + border, maxHeight)}px`, 'important');
  const link = pendingLinks.get(frame);
  if (!link) return;
  pendingLinks.delete(frame);
  frame.style.minHeight = link.style.minHeight || getComputedStyle(link).minHeight;
  if (document.activeElement === link) frame.focus();
  // Hidden rather than removed: the script that inserted the link may still need it.
  link.style.setProperty('display', 'none', 'important');
}

/** Inserts an iframe next to the link. The link is hidden when the page in it has loaded, and stays visible if it never does. */
function replaceWithFrame(link: HTMLAnchorElement): void {
  const kind = link.dataset['embed']!;
  const [, id] = /^\/a\/([^/]+)$/.exec(link.pathname) ?? [];
  if (link.origin !== serverOrigin || !id || !kinds.includes(kind)) return;
  link.dataset['embedded'] = '';
  const query = new URLSearchParams(link.search);
  for (const option of options) if (link.dataset[option]) query.set(option, link.dataset[option]);
  const language = link.hreflang || link.closest<HTMLElement>('[lang]')?.lang;
  if (language && !query.has('lang')) query.set('lang', language);
  const frame = document.createElement('iframe');
  // A link may contain only an image.
  frame.title = link.textContent.trim() || link.ariaLabel || link.querySelector('img')?.alt || link.title;
  frame.allow = 'clipboard-write; web-share';
  frame.loading = 'lazy';
  Object.assign(frame.style, { display: 'block', width: '100%', height: '0', border: '0' });
  frame.src = `${serverOrigin}/embed/${id}/${kind}?${query}`;
  pendingLinks.set(frame, link);
  // Before the link: a link with `min-height: 100vh` would push the lazy iframe out of the viewport, and it would never load.
  link.before(frame);
}

const search = () => document.querySelectorAll<HTMLAnchorElement>(links).forEach(replaceWithFrame);

if (serverOrigin) {
  addEventListener('message', onHeightMessage);
  for (const { contentWindow } of frames()) contentWindow?.postMessage({ type: HEIGHT_REQUEST, version }, '*');
  search();
  new MutationObserver(search).observe(document, { childList: true, subtree: true });
} else console.warn('embed.js: unknown script URL');
