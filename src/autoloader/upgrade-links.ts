/**
 * For sites that remove unknown tags but keep `<a href="…" data-action="letter" data-src="…" data-lang="km">`: the element
 * replaces the link and takes it as its child, so that the link shows wherever the element cannot. Links that are added
 * later are found as well.
 *
 * No attribute could reserve the element's height in time, since the element comes with the script. A page that wants to
 * reserve it gives the link a `min-height` in its style sheet, and the element takes that over.
 */
import { observeElements } from '../utils/observe-elements.ts';

/** The values of `data-action`. Other libraries use this attribute too, so only these exact words match. */
export const tagByAction: Readonly<Record<string, string>> = {
  letter: 'action-letter',
  wall: 'message-wall',
  updates: 'campaign-updates',
  progress: 'action-progress',
  postcard: 'postcard-form',
  counter: 'detention-counter',
};
export const forwardedAttributes = ['src', 'lang', 'partner', 'testing', 'person', 'since', 'until', 'time-zone', 'name', 'unit', 'now', 'theme'];

/** Matches the links that become one of these elements. */
export const getLinkSelector = (tags: readonly string[]): string =>
  Object.keys(tagByAction)
    .filter((action) => tags.includes(tagByAction[action]!))
    .map((action) => `a[data-action=${action}]`)
    .join();

/**
 * Authors who may insert links but not forms must not be able to create a form that submits to another server. So a link
 * is upgraded only to a document of the script's origin.
 * @param scriptUrl if unknown, no link that names a document is upgraded
 */
export function upgradeLinks(tags: readonly string[], scriptUrl: string | undefined): void {
  const isSameOrigin = (src: string) =>
    scriptUrl && URL.canParse(src, document.baseURI) && new URL(src, document.baseURI).origin === new URL(scriptUrl).origin;

  function upgrade(link: HTMLAnchorElement): void {
    const { action, src } = link.dataset;
    if (!/^https?:$/.test(link.protocol)) return;
    if (src !== undefined && !isSameOrigin(src)) {
      console.warn(`link not upgraded: data-src must have the same origin as the script (${src})`);
      return;
    }
    const element = document.createElement(tagByAction[action!]!);
    for (const name of forwardedAttributes) {
      const value = link.getAttribute(`data-${name}`);
      if (value !== null) element.setAttribute(name, value);
    }
    // Prefer the authored value: a computed `100vh` would be wrong after the phone is rotated.
    const { minHeight } = getComputedStyle(link);
    if (parseFloat(minHeight) > 0) element.style.cssText = `display: block; min-height: ${link.style.minHeight || minHeight}`;
    // Not `:focus`, which no link matches while its window is in the background.
    const hadFocus = (link.getRootNode() as Document | ShadowRoot).activeElement === link;
    // The link keeps its id, its classes and its listeners.
    link.removeAttribute('data-action');
    link.replaceWith(element);
    element.append(link);
    if (hadFocus) link.focus({ preventScroll: true });
  }

  observeElements(getLinkSelector(tags), (link) => upgrade(link as HTMLAnchorElement));
}
