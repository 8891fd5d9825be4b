/**
 * Keys work while the focus is in the card, where it begins: elsewhere, a letter that was typed or spoken must not decide anything. The
 * reasons have keys while they are shown.
 */
const region = document.getElementById('card');
const reasons = region?.querySelector('details');
// By itself, the browser moves the focus only with its next frame: keys that are pressed before would be lost.
document.querySelector<HTMLElement>('[autofocus]')?.focus();

region?.addEventListener('keydown', (event) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || (event.target as Element).matches('input')) return;
  const control = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!control || control.matches('details:not([open]) > form *')) return;
  event.preventDefault();
  control.click();
});

reasons?.addEventListener('toggle', () => {
  // The focus stays in the card, so that its keys go on working.
  if (!reasons.querySelector('.invalid')) reasons.querySelector<HTMLElement>(reasons.open ? 'button' : 'summary')!.focus();
});
