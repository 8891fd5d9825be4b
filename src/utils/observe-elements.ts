/**
 * Calls back for each matching element: those in the document now, and those added later.
 * @param selector CSS
 */
export function observeElements(selector: string, onElement: (element: Element) => void): void {
  const search = (root: ParentNode) => root.querySelectorAll(selector).forEach(onElement);
  search(document);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        if (node.matches(selector)) onElement(node);
        search(node);
      }
    }
  }).observe(document, { childList: true, subtree: true });
}
