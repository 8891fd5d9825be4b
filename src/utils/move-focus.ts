interface Shown extends HTMLElement {
  readonly updateComplete: Promise<void>;
}

/**
 * Leads the eye and the screen reader to what is new in an element, once it is shown.
 * @param at which of those that match
 */
export function moveFocusTo(element: Shown, selector: string, at = 0): void {
  void element.updateComplete.then(() => {
    const target = element.shadowRoot!.querySelectorAll<HTMLElement>(`.root ${selector}`)[at];
    // Nobody is taken from another place on the page.
    const { activeElement } = element.getRootNode() as Document | ShadowRoot;
    if (!activeElement || activeElement === element || activeElement === document.body) target?.focus();
  });
}
