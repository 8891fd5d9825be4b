/**
 * For sites that strip tags they do not know, but keep `<a href="…" data-action="letter" data-src="…" data-lang="km">`: the
 * element takes the link's place and the link is its child, so that it stands wherever the element can not be. Loaded when
 * the first of them is on the page; finds those that come later.
 *
 * How high the element will be, no attribute could say in time: it would come with the script. A page that wants to keep
 * the place gives the link a `min-height` in its style sheet, and the element takes it over.
 */
import { safeUrl } from './campaign/safe-url.ts';

const tags: Readonly<Record<string, string>> = {
  letter: 'action-letter',
  postcard: 'postcard-form',
  counter: 'detention-counter',
  wall: 'message-wall',
  updates: 'campaign-updates',
  progress: 'action-progress',
};
const attributes = ['src', 'lang', 'partner', 'testing', 'person', 'since', 'until', 'time-zone', 'name', 'unit', 'now', 'theme'];
const selector = Object.keys(tags).map((action) => `a[data-action="${action}"]`).join();

function upgrade(link: HTMLAnchorElement): void {
  const { action, src } = link.dataset;
  if (!/^https?:$/.test(link.protocol) || (src !== undefined && !safeUrl(src, document.baseURI))) return;
  const element = document.createElement(tags[action!]!);
  for (const name of attributes) {
    const value = link.getAttribute(`data-${name}`);
    if (value !== null) element.setAttribute(name, value);
  }
  const { minHeight } = getComputedStyle(link);
  if (parseFloat(minHeight) > 0) element.style.cssText = `display: block; min-height: ${minHeight}`;
  const hadFocus = link.matches(':focus');
  // What is left is a link like any other, with its id, its class and whatever listens to it.
  link.removeAttribute('data-action');
  link.replaceWith(element);
  element.append(link);
  if (hadFocus) link.focus({ preventScroll: true });
}

const search = (root: ParentNode) => root.querySelectorAll<HTMLAnchorElement>(selector).forEach(upgrade);

search(document);
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) {
      if (!(node instanceof Element)) continue;
      if (node.matches(selector)) upgrade(node as HTMLAnchorElement);
      search(node);
    }
  }
}).observe(document, { childList: true, subtree: true });
