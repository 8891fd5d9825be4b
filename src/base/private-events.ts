/** Native events that cross the shadow root and carry what a supporter types, copies or drags. */
export const privateEvents = [
  'keydown', 'keypress', 'keyup',
  'beforeinput', 'input', 'textInput',
  'compositionstart', 'compositionupdate', 'compositionend',
  'cut', 'copy', 'paste', 'beforecut', 'beforecopy', 'beforepaste',
  'drag', 'dragstart', 'dragend', 'dragenter', 'dragover', 'dragleave', 'drop',
] as const;

/** Stops such an event at the shadow root, except for the keys that move the focus. */
export function stopPrivateEvent(event: Event): void {
  const { key } = event as KeyboardEvent;
  if (key !== 'Tab' && key !== 'Escape') event.stopPropagation();
}
