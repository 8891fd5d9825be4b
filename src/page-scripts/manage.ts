/** Sends the secret of the address to the server, in the body of a request, and removes it from the address and the history. */
const form = document.querySelector<HTMLFormElement>('form#link-form')!;
const field = form.querySelector<HTMLInputElement>('[name=secret]')!;

function openLink(): void {
  const secret = location.hash.slice(1);
  if (!secret) return;
  history.replaceState(null, '', location.pathname + location.search);
  field.value = secret;
  form.requestSubmit();
}
addEventListener('hashchange', openLink);
openLink();
