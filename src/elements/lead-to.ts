interface Shown extends HTMLElement {
  readonly updateComplete: Promise<void>;
}

/** Leads the eye and the screen reader to what is new in an element, once it is shown. */
export function leadTo(element: Shown, selector: string): void {
  void element.updateComplete.then(() => {
    const target = element.shadowRoot!.querySelector<HTMLElement>(`.root ${selector}`);
    // Nobody is taken from another place on the page.
    const { activeElement } = element.getRootNode() as Document | ShadowRoot;
    if (!activeElement || activeElement === element || activeElement === document.body) target?.focus();
  });
}
