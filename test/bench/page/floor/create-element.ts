/** Creates elements with plain DOM. */

type Content = Node | string;
export type Attributes = Record<string, string | boolean | undefined | ((event: Event) => void)>;

export function createElement<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Attributes = {}, ...content: Content[]) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...content);
  return element;
}

export const createParagraphs = (text = '') =>
  text
    .split(/\n\s*\n/)
    .filter(Boolean)
    .map((paragraph) => createElement('p', {}, paragraph.trim()));
