/**
 * The script tag. Finds the elements on the page, also those that come later, and asks for their code, their document
 * and their words at the same time. Where anything fails, their children stand. What makes elements of links is found in
 * the same way, as if it were one of them.
 */
import { isSupported } from './browser-support.ts';
import { observeElements } from '../utils/observe-elements.ts';
import { core, entries, messagesHash, languagePattern } from 'virtual:chunks';

const requested = new Set<string>();

/** Once for each; a second script, or another version, finds the element defined and the document on its way. */
const runOnce = (key: string, work: () => void) => {
  if (requested.has(key)) return;
  requested.add(key);
  work();
};

const resolveAsset = (file: string) => new URL(file, import.meta.url).href;

/** A hint, and not a request of our own: the element's takes what it brought, from whatever script it comes. */
const preload = (rel: 'preload' | 'modulepreload', href: string, as = '') =>
  runOnce(href, () =>
    document.head.append(
      Object.assign(document.createElement('link'), { rel, as, crossOrigin: '', href }),
    ),
  );

function discover(element: Element): void {
  const tag = element.localName;
  if (customElements.get(tag)) return;
  const src = element.getAttribute('src');
  const [, file, words] = entries.find(([tags]) => element.matches(tags))!;
  if (src) {
    preload('preload', src, 'fetch');
    preload('modulepreload', resolveAsset(core));
  }
  const languageMatch = languagePattern.exec(element.closest<HTMLElement>('[lang]')?.lang ?? '');
  if (words && languageMatch) preload('modulepreload', resolveAsset(`${words}-${languageMatch[0]}-${messagesHash}.js`));
  runOnce(tag, () => {
    // Asked for again with the next one that comes; the browser's console says why. Firefox keeps the failure, and so the
    // children: at another address the element would be found, but not by what it loads later, which sends.
    import(resolveAsset(file)).catch(() => requested.delete(tag));
  });
}

if (isSupported) observeElements(entries.map(([tags]) => tags).join(), discover);
