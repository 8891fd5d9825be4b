/**
 * `actions.js`: discovers the elements on the page, now and later, and loads their modules. It starts the downloads of a
 * module, what it imports, the document and the messages at the same time. If anything fails, the fallback content stays.
 */
import { isSupported } from './browser-support.ts';
import { observeLinks } from './observe-links.ts';
import { tagByAction } from './tag-by-action.ts';
import { observeElements } from '../utils/observe-elements.ts';
import type { PageRegistry } from '../api/page-registry.ts';

/** Declared by the build (build/preload-list.mjs): what else each element's module needs, relative to this script. */
declare const PRELOAD_LIST: {
  /** The languages that have messages, except English. */
  languages: string[];
  elements: Record<string, { imports: string[]; messages?: string }>;
};

const components: Record<string, () => Promise<unknown>> = {
  'action-letter': () => import('../components/action-letter/action-letter.define.ts'),
  'action-progress': () => import('../components/action-progress/action-progress.define.ts'),
  'campaign-updates': () => import('../components/campaign-updates/campaign-updates.define.ts'),
  'detention-counter': () => import('../components/detention-counter/detention-counter.define.ts'),
  'message-wall': () => import('../components/message-wall/message-wall.define.ts'),
  'postcard-form': () => import('../components/postcard-form/postcard-form.define.ts'),
};
const tags = Object.keys(components);
const { languages, elements } = PRELOAD_LIST;
const requested = new Set<string>();

/** Runs work once per key. A second script, or another version, finds the element defined and the files on their way. */
function runOnce(key: string, work: () => void): void {
  if (requested.has(key)) return;
  requested.add(key);
  work();
}

/** Only a hint: the element's own request takes what it brought, from whichever script the element comes. */
const preload = (rel: 'preload' | 'modulepreload', href: string, as = '') =>
  runOnce(href, () => document.head.append(Object.assign(document.createElement('link'), { rel, as, crossOrigin: '', href })));

/**
 * Whether an element of another script is loading a document already, which WebKit would then request twice. This file imports
 * nothing that elements share, so it reads the registry of src/api/page-registry.ts itself.
 */
function isLoading(src: string): boolean {
  const { [Symbol.for('action-widgets')]: registry } = globalThis as { [key: symbol]: PageRegistry | undefined };
  return URL.canParse(src, document.baseURI) && Boolean(registry?.state1?.downloads.has(new URL(src, document.baseURI).href));
}

const preloadModule = (file: string) => preload('modulepreload', new URL(file, import.meta.url).href);

/** HTML has no self-closing custom elements: after `<detention-counter />`, the rest of the page is its fallback content. */
function warnAboutFallback(element: Element): void {
  const isPage = element.querySelector(`h1,main,article,footer,p~p~p~p,${tags.join()}`);
  if (isPage && !element.querySelector('form'))
    console.warn(`<${element.localName}> hides a large part of the page as its fallback content. Does it have a closing tag?`);
}

function discover(element: Element): void {
  const tag = element.localName;
  warnAboutFallback(element);
  if (customElements.get(tag)) return;
  const src = element.getAttribute('src');
  const { imports, messages } = elements[tag]!;
  if (src && !isLoading(src)) preload('preload', src, 'fetch');
  imports.forEach(preloadModule);
  const lang = element.closest<HTMLElement>('[lang]')?.lang.toLowerCase().replaceAll('_', '-') ?? '';
  const language = [lang, lang.split('-')[0]!].find((tag) => languages.includes(tag));
  if (messages && language) preloadModule(`${messages}-${language}.js`);
  runOnce(tag, () => {
    // After a failure, the next element of this kind tries again. The browser's console says why.
    components[tag]!().catch(() => requested.delete(tag));
  });
}

if (isSupported) {
  observeElements(tags.join(), discover);
  observeLinks(tagByAction, import.meta.url);
}
