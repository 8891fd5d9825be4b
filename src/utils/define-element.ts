/** Defines a custom element unless the page, or another version of this script, has already defined the tag. In Node nothing happens. */
export function defineElement(tag: string, constructor: CustomElementConstructor): void {
  if (globalThis.customElements && !customElements.get(tag)) customElements.define(tag, constructor);
}
