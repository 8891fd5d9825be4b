/**
 * What stands in the document, and what comes into it later, each as often as it comes.
 * @param selector CSS
 */
export function watch(selector: string, found: (element: Element) => void): void {
  const search = (root: ParentNode) => root.querySelectorAll(selector).forEach(found);
  search(document);
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        if (node.matches(selector)) found(node);
        search(node);
      }
    }
  }).observe(document, { childList: true, subtree: true });
}
