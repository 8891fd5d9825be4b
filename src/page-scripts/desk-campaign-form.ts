/** The forms of a campaign: shows what is chosen at once and what is typed after a pause, and warns of leaving with what is not saved. */
const form = document.querySelector<HTMLFormElement>('form#builder[method]');
const button = document.getElementById('show-preview');
let timer: ReturnType<typeof setTimeout> | undefined;
let isChanged = form?.dataset['unsaved'] !== undefined;

if (form && button) {
  const show = () => form.requestSubmit(button);
  // At first, the frame shows the draft.
  if (isChanged) show();
  // Some controls belong to the form, but are not in it.
  document.addEventListener('input', ({ target }) => {
    clearTimeout(timer);
    timer = setTimeout(show, (target as Element).matches('select, [type=checkbox], [type=radio]') ? 0 : 700);
  });
}
form?.addEventListener('input', ({ target }) => (isChanged ||= (target as HTMLInputElement).name.startsWith('/')));
form?.addEventListener('submit', ({ submitter }) => {
  if (submitter !== button) isChanged = false;
});
addEventListener('beforeunload', (event) => {
  if (isChanged) event.preventDefault();
});
