/**
 * A custom element whose attributes are its properties, as with HTML's own elements, and which paints once for all that
 * has changed, in a microtask. It knows no template engine: one that shows a number needs none.
 */
export abstract class RenderingElement extends HTMLElement {
  /** Of the shadow root; those of a class stand before those that it loads later. */
  static styles: readonly CSSStyleSheet[] = [];

  /** Settles when what has changed is shown. */
  updateComplete: Promise<void> = Promise.resolve();
  protected readonly root = this.attachShadow({ mode: 'open' });
  #pending = false;

  constructor() {
    super();
    this.wear((this.constructor as typeof RenderingElement).styles);
  }

  /** Also where the page closes every root. */
  override get shadowRoot(): ShadowRoot {
    return this.root;
  }

  /** Styles of what is loaded later, each once. */
  protected wear(styles: readonly CSSStyleSheet[]): void {
    const { adoptedStyleSheets } = this.root;
    adoptedStyleSheets.push(...styles.filter((one) => !adoptedStyleSheets.includes(one)));
  }

  protected abstract update(): void;

  requestUpdate(): void {
    if (this.#pending) return;
    this.#pending = true;
    this.updateComplete = Promise.resolve().then(() => {
      this.#pending = false;
      this.update();
    });
  }

  /** Properties that were set before the class was there hide its accessors; here they are set anew. */
  protected upgrade(): void {
    for (const [name, value] of Object.entries(this)) {
      if (!(name in (Object.getPrototypeOf(this) as object))) continue;
      delete (this as unknown as Record<string, unknown>)[name];
      // What can only be read stays what it is.
      Reflect.set(this, name, value);
    }
  }
}

/** Makes properties of attributes: null where it stands not. */
export function reflect(prototype: HTMLElement, attributes: readonly string[]): void {
  for (const attribute of attributes) {
    // `time-zone` is `timeZone`.
    const name = attribute.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: HTMLElement) {
        return this.getAttribute(attribute);
      },
      set(this: HTMLElement, value: string | null | undefined) {
        if (value === null || value === undefined) this.removeAttribute(attribute);
        else this.setAttribute(attribute, value);
      },
    });
  }
}
