/**
 * For sites that strip tags they do not know, but keep `<a href="…" data-action="letter" data-src="…" data-lang="km">`: the
 * element takes the link's place and the link is its child, so that it stands wherever the element can not be. Finds also
 * those that come later.
 *
 * How high the element will be, no attribute could say in time: it would come with the script. A page that wants to keep
 * the place gives the link a `min-height` in its style sheet, and the element takes it over.
 */
import { observeElements } from '../utils/observe-elements.ts';

/** What `data-action` may say; the word alone, since others have a `data-action` of their own. */
export const tagByAction: Readonly<Record<string, string>> = {
  letter: 'action-letter',
  wall: 'message-wall',
  updates: 'campaign-updates',
  progress: 'action-progress',
  postcard: 'postcard-form',
  counter: 'detention-counter',
};
export const forwardedAttributes = ['src', 'lang', 'partner', 'testing', 'person', 'since', 'until', 'time-zone', 'name', 'unit', 'now', 'theme'];
export const selector = Object.keys(tagByAction).map((action) => `a[data-action=${action}]`).join();

/**
 * Whoever may write a link but no form must not put up a form that sends to an address of theirs.
 * @param scriptUrl the address of the script; where it knows none, no link that names a document is upgraded
 */
export function upgradeLinks(scriptUrl: string | undefined): void {
  const isSameOrigin = (src: string) =>
    scriptUrl && URL.canParse(src, document.baseURI) && new URL(src, document.baseURI).origin === new URL(scriptUrl).origin;

  function upgrade(link: HTMLAnchorElement): void {
    const { action, src } = link.dataset;
    if (!/^https?:$/.test(link.protocol)) return;
    if (src !== undefined && !isSameOrigin(src)) {
      console.warn(`stays a link, not from where the script is: ${src}`);
      return;
    }
    const element = document.createElement(tagByAction[action!]!);
    for (const name of forwardedAttributes) {
      const value = link.getAttribute(`data-${name}`);
      if (value !== null) element.setAttribute(name, value);
    }
    // As it was written, where it was: 100vh of a phone that is turned are others.
    const { minHeight } = getComputedStyle(link);
    if (parseFloat(minHeight) > 0) element.style.cssText = `display: block; min-height: ${link.style.minHeight || minHeight}`;
    // Not :focus, which no link has in a window that is not looked at.
    const hadFocus = (link.getRootNode() as Document | ShadowRoot).activeElement === link;
    // What is left is a link like any other, with its id, its class and whatever listens to it.
    link.removeAttribute('data-action');
    link.replaceWith(element);
    element.append(link);
    if (hadFocus) link.focus({ preventScroll: true });
  }

  observeElements(selector, (link) => upgrade(link as HTMLAnchorElement));
}
