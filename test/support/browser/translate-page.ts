/** Replaces every text of an element by a translation, as Google Translate does: each text node by two nested <font> elements. */
export function translatePage(element: HTMLElement): void {
  const walker = document.createTreeWalker(element.shadowRoot!, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    if (!text.data.trim() || text.parentElement?.closest('style, textarea')) continue;
    const [outer, inner] = [document.createElement('FONT'), document.createElement('FONT')];
    inner.textContent = `translated: ${text.data}`;
    outer.append(inner);
    text.replaceWith(outer);
  }
}
