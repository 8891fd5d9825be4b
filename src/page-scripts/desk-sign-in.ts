/** Takes the code out of the address and the history, and puts it into the form. Opening a link must not use it up: mail scanners open links. */
const field = document.querySelector<HTMLInputElement>('form#sign-in [name=code]')!;

function readCode(): void {
  const secret = location.hash.slice(1);
  if (!secret) return;
  history.replaceState(null, '', location.pathname);
  field.value = secret;
}
addEventListener('hashchange', readCode);
readCode();
