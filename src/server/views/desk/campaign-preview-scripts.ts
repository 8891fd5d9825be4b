/** The scripts of the preview: in the page with the form, and in the iframe. */

/** Shows what is chosen at once and what is typed after a pause, and warns of leaving with what is not saved. */
export const builderScript = `const form = document.querySelector('form#builder[method]');
const button = document.getElementById('show-preview');
let timer;
let isChanged = form?.dataset.unsaved !== undefined;
const show = () => form.requestSubmit(button);
if (form && button) {
  // At first, the frame shows the draft.
  if (isChanged) show();
  // Some controls belong to the form, but are not in it.
  document.addEventListener('input', ({ target }) => {
    clearTimeout(timer);
    timer = setTimeout(show, target.matches('select, [type=checkbox], [type=radio]') ? 0 : 700);
  });
}
form?.addEventListener('input', ({ target }) => (isChanged ||= target.name.startsWith('/')));
form?.addEventListener('submit', ({ submitter }) => {
  if (submitter !== button) isChanged = false;
});
addEventListener('beforeunload', (event) => {
  if (isChanged) event.preventDefault();
});
`;

/**
 * Answers what the element asks the server for, so that nothing is sent: the page's policy forbids every connection, too. To show the
 * thank-you, it fills in the form as a supporter would.
 */
export const previewScript = `const { campaign, counts, messages, state } = JSON.parse(document.getElementById('preview-data').textContent);
const respond = (body, status = 200) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', Date: new Date().toUTCString() } });
globalThis.fetch = async (input, init = {}) => {
  const { pathname } = new URL(input instanceof Request ? input.url : input, document.baseURI);
  if (pathname.endsWith('/counts.json')) return respond(counts);
  if (pathname.endsWith('/messages.json')) return respond(messages);
  if (init.method === 'POST' && pathname.endsWith('/submissions')) return respond({ id: JSON.parse(init.body).id, receivedAt: new Date().toISOString(), counts }, 201);
  throw new TypeError('A preview connects to nothing.');
};
const element = document.querySelector('[data-preview]');
element.campaign = campaign;

const set = (control, value) => {
  control.value = value;
  for (const type of ['input', 'change']) control.dispatchEvent(new Event(type, { bubbles: true }));
};
const fillIn = (form) => {
  for (const group of form.querySelectorAll('fieldset')) {
    const choices = [...group.querySelectorAll('input:is([type=radio], [type=checkbox])')];
    // The last answer to a question of consent is no.
    if (!choices.some(({ checked }) => checked)) choices.at(choices[0]?.name.startsWith('consent/') ? -1 : 0)?.click();
  }
  for (const control of form.querySelectorAll('[required]')) {
    if (control.type === 'checkbox' || control.type === 'radio') {
      if (control.type === 'checkbox' && !control.checked) control.click();
    } else if (!control.value) set(control, control.options ? [...control.options].find(({ value }) => value)?.value : control.type === 'email' ? 'name@example.org' : 'A. Supporter');
  }
};
if (state === 'sent')
  element.addEventListener('action-load', async () => {
    await element.updateComplete;
    const form = element.shadowRoot.querySelector('form');
    if (!form) return;
    // The names of countries come later, and the country decides which targets can be chosen.
    for (let tries = 0; tries < 100; tries++) {
      fillIn(form);
      await element.updateComplete;
      if ([...form.querySelectorAll('[required]')].every(({ value }) => value)) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    fillIn(form);
    await element.updateComplete;
    form.requestSubmit();
  }, { once: true });
`;
