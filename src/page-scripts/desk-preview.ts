/**
 * The preview of a campaign. Answers what the element asks the server for, so that nothing is sent: the page's policy forbids every
 * connection, too. To show the thank-you, it fills in the form as a supporter would.
 */
interface PreviewedElement extends HTMLElement {
  campaign: unknown;
  updateComplete: Promise<unknown>;
}
type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const { campaign, counts, messages, state } = JSON.parse(document.getElementById('preview-data')!.textContent) as Record<'campaign' | 'counts' | 'messages' | 'state', unknown>;

const respond = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', Date: new Date().toUTCString() } });
function answer(input: RequestInfo | URL, init: RequestInit = {}): Response {
  const { pathname } = new URL(input instanceof Request ? input.url : input, document.baseURI);
  if (pathname.endsWith('/counts.json')) return respond(counts);
  if (pathname.endsWith('/messages.json')) return respond(messages);
  if (init.method === 'POST' && pathname.endsWith('/submissions')) {
    const { id } = JSON.parse(init.body as string) as { id: string };
    return respond({ id, receivedAt: new Date().toISOString(), counts }, 201);
  }
  throw new TypeError('A preview connects to nothing.');
}
globalThis.fetch = (input, init) => new Promise((resolve) => resolve(answer(input, init)));

const element = document.querySelector<PreviewedElement>('[data-preview]')!;
element.campaign = campaign;
if (state === 'sent') element.addEventListener('action-load', () => void sendForm(), { once: true });

async function sendForm(): Promise<void> {
  await element.updateComplete;
  const form = element.shadowRoot!.querySelector('form');
  if (!form) return;
  // The names of countries come later, and the country decides which targets can be chosen.
  for (let tries = 0; tries < 100; tries++) {
    fillIn(form);
    await element.updateComplete;
    if ([...form.querySelectorAll<Control>('[required]')].every(({ value }) => value)) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  fillIn(form);
  await element.updateComplete;
  form.requestSubmit();
}

function fillIn(form: HTMLFormElement): void {
  for (const group of form.querySelectorAll('fieldset')) {
    const choices = [...group.querySelectorAll<HTMLInputElement>('input:is([type=radio], [type=checkbox])')];
    // The last answer to a question of consent is no.
    if (!choices.some(({ checked }) => checked)) choices.at(choices[0]?.name.startsWith('consent/') ? -1 : 0)?.click();
  }
  for (const control of form.querySelectorAll<Control>('[required]')) {
    if (control instanceof HTMLInputElement && control.type === 'checkbox') {
      if (!control.checked) control.click();
    } else if (control.type !== 'radio' && !control.value) {
      setValue(control, getExample(control));
    }
  }
}

function getExample(control: Control): string {
  if (control instanceof HTMLSelectElement) return [...control.options].find(({ value }) => value)?.value ?? '';
  return control.type === 'email' ? 'name@example.org' : 'A. Supporter';
}

function setValue(control: Control, value: string): void {
  control.value = value;
  for (const type of ['input', 'change']) control.dispatchEvent(new Event(type, { bubbles: true }));
}
