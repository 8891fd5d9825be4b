interface FocusHost extends HTMLElement {
  readonly updateComplete: Promise<unknown>;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

/**
 * Moves the focus, and with it a screen reader, to what is new in an element, once it is rendered.
 * @param index which of the matching elements
 */
export async function moveFocusTo(host: FocusHost, selector: string, index = 0): Promise<void> {
  await host.updateComplete;
  const target = host.renderRoot.querySelectorAll<HTMLElement>(`.root ${selector}`)[index];
  // Do not pull people away from another place on the page.
  const { activeElement } = host.getRootNode() as Document | ShadowRoot;
  if (!activeElement || activeElement === host || activeElement === document.body) target?.focus();
}
