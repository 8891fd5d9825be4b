/**
 * A custom element that renders with Lit's templates. Lit's own base class would double what a phone loads before it
 * sees the template engine's work, and these elements need little of it: their attributes are their properties, as with
 * HTML's own elements, and a change renders once, in a microtask.
 */
import { render } from 'lit/html.js';

export abstract class RenderingElement extends HTMLElement {
  /** Of the shadow root; those of a class stand before those that it loads later. */
  static styles: readonly CSSStyleSheet[] = [];

  /** Settles when what has changed is shown. */
  updateComplete: Promise<void> = Promise.resolve();
  #pending = false;

  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).adoptedStyleSheets.push(...(this.constructor as typeof RenderingElement).styles);
  }

  protected get root(): ShadowRoot {
    return this.shadowRoot!;
  }

  protected abstract render(): unknown;

  requestUpdate(): void {
    if (this.#pending) return;
    this.#pending = true;
    this.updateComplete = Promise.resolve().then(() => {
      this.#pending = false;
      render(this.render(), this.root);
    });
  }

  /** Properties that were set before the class was there hide its accessors; here they are set anew. */
  protected upgrade(...names: string[]): void {
    const self = this as unknown as Record<string, unknown>;
    for (const name of names) {
      if (!Object.hasOwn(self, name)) continue;
      const value = self[name];
      delete self[name];
      self[name] = value;
    }
  }
}

/** Makes properties of attributes: text is null where it stands not, a flag is true where it stands. */
export function reflect(prototype: HTMLElement, text: readonly string[], flags: readonly string[] = []): void {
  for (const name of [...text, ...flags]) {
    const flag = flags.includes(name);
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: HTMLElement) {
        return flag ? this.hasAttribute(name) : this.getAttribute(name);
      },
      set(this: HTMLElement, value: string | boolean | null | undefined) {
        if (flag) this.toggleAttribute(name, Boolean(value));
        else if (value === null || value === undefined) this.removeAttribute(name);
        else this.setAttribute(name, String(value));
      },
    });
  }
}
