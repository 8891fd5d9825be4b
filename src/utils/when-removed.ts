/** Calls back if an element that was disconnected is still out of the document when the current task ends: a move is not a removal. */
export function whenRemoved(element: Node, onRemoved: () => void): void {
  queueMicrotask(() => {
    if (!element.isConnected) onRemoved();
  });
}
