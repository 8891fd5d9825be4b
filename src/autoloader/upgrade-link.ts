/**
 * For sites that remove unknown tags but keep `<a href="…" data-action="letter" data-src="…" data-lang="km">`: the element
 * replaces the link and takes it as its child, so that the link shows wherever the element cannot.
 *
 * No attribute could reserve the element's height in time, since the element comes with the script. A page that wants to
 * reserve it gives the link a `min-height` in its style sheet, and the element takes that over.
 */
export const forwardedAttributes = ['src', 'lang', 'partner', 'testing', 'person', 'since', 'until', 'time-zone', 'name', 'unit', 'now', 'theme'];

/**
 * Authors who may insert links but not forms must not be able to create a form that submits to another server. So a link
 * is upgraded only to a document of the script's origin.
 * @param tag of the element
 * @param scriptUrl if unknown, no link that names a document is upgraded
 */
export function upgradeLink(link: HTMLAnchorElement, tag: string, scriptUrl: string | undefined): void {
  const { src } = link.dataset;
  // Another script may have upgraded it in the meantime.
  if (!link.hasAttribute('data-action') || !link.isConnected || !/^https?:$/.test(link.protocol)) return;
  if (src !== undefined && !isSameOrigin(src, scriptUrl)) {
    console.warn(`link not upgraded: data-src must have the same origin as the script (${src})`);
    return;
  }
  const element = document.createElement(tag);
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

function isSameOrigin(src: string, scriptUrl: string | undefined): boolean {
  if (!scriptUrl || !URL.canParse(src, document.baseURI)) return false;
  return new URL(src, document.baseURI).origin === new URL(scriptUrl).origin;
}
