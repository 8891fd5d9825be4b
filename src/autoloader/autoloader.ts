/**
 * The script tag. Finds the elements on the page, also those that come later, and asks for their code, their document
 * and their words at the same time. Where anything fails, their children stand. What makes elements of links is found in
 * the same way, as if it were one of them.
 */
import { able } from './browser-support.ts';
import { watch } from '../utils/observe-elements.ts';
import { core, families, hashOfWords, languages } from 'virtual:chunks';

const asked = new Set<string>();

/** Once for each; a second script, or another version, finds the element defined and the document on its way. */
const once = (key: string, work: () => void) => {
  if (asked.has(key)) return;
  asked.add(key);
  work();
};

const beside = (file: string) => new URL(file, import.meta.url).href;

/** A hint, and not a request of our own: the element's takes what it brought, from whatever script it comes. */
const preload = (rel: 'preload' | 'modulepreload', href: string, as = '') =>
  once(href, () =>
    document.head.append(
      Object.assign(document.createElement('link'), { rel, as, crossOrigin: '', href }),
    ),
  );

function find(element: Element): void {
  const tag = element.localName;
  if (customElements.get(tag)) return;
  const src = element.getAttribute('src');
  const [, file, words] = families.find(([tags]) => element.matches(tags))!;
  if (src) {
    preload('preload', src, 'fetch');
    preload('modulepreload', beside(core));
  }
  const spoken = languages.exec(element.closest<HTMLElement>('[lang]')?.lang ?? '');
  if (words && spoken) preload('modulepreload', beside(`${words}-${spoken[0]}-${hashOfWords}.js`));
  once(tag, () => {
    // Asked for again with the next one that comes; the browser's console says why. Firefox keeps the failure, and so the
    // children: at another address the element would be found, but not by what it loads later, which sends.
    import(beside(file)).catch(() => asked.delete(tag));
  });
}

if (able) watch(families.map(([tags]) => tags).join(), find);
