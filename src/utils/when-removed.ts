/** Calls back in a microtask if the element is still out of the document then, so that a synchronous move does not count as a removal. */
export function whenRemoved(element: Node, onRemoved: () => void): void {
  queueMicrotask(() => {
    if (!element.isConnected) onRemoved();
  });
}
