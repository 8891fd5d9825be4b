/** Fills a copy of a template of the page: what someone has sealed is text, whatever it contains. */

export const getElement = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

export function fillTemplate(id: string, texts: Record<string, unknown>, language?: string): HTMLElement {
  const element = (getElement<HTMLTemplateElement>(id).content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
  for (const [name, text] of Object.entries(texts)) {
    const part = element.querySelector<HTMLElement>(`[data-part="${name}"]`)!;
    part.textContent = typeof text === 'string' ? text : '';
    part.hidden = !part.textContent;
    if (language !== undefined && part.hasAttribute('data-typed')) part.lang = language;
  }
  return element;
}
