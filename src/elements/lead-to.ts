/**
 * Leads the eye and the screen reader to what is new in an element, once it is shown.
 * @param find looks for it then
 */
export function leadTo(element: HTMLElement & { updateComplete: Promise<void> }, find: () => HTMLElement | null | undefined): void {
  void element.updateComplete.then(() => {
    // Nobody is taken from another place on the page.
    const { activeElement } = element.getRootNode() as Document | ShadowRoot;
    if (!activeElement || activeElement === element || activeElement === document.body) find()?.focus();
  });
}
