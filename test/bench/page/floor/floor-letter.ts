/**
 * The floor that the letter is held against: the same form for the same document, written by hand for this one purpose,
 * in English alone, as fast as plain DOM is.
 */
import type { Campaign, Target } from '../../../../src/campaign/schema/campaign.schema.ts';
import { countries as codes } from '../../../../src/campaign/countries.ts';
import { isCampaign } from './check.ts';
import style from './letter.css';

type Content = Node | string;
type Attributes = Record<string, string | boolean | undefined | ((event: Event) => void)>;

function h<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Attributes = {}, ...content: Content[]) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...content);
  return element;
}

const paragraphs = (text = '') =>
  text
    .split(/\n\s*\n/)
    .filter(Boolean)
    .map((one) => h('p', {}, one.trim()));

/** Each document once, however many show it. */
const documents = new Map<string, Promise<Campaign>>();

function load(url: string): Promise<Campaign> {
  let found = documents.get(url);
  if (!found) {
    found = fetch(url)
      .then((response) => {
        if (!response.ok) throw new Error(`status ${response.status}`);
        return response.json();
      })
      .then((json: unknown) => {
        if (!isCampaign(json)) throw new Error('not a campaign');
        return json;
      });
    documents.set(url, found);
  }
  return found;
}

const counts = new Map<string, Promise<{ people: number }>>();

function countsOf(url: string) {
  let found = counts.get(url);
  if (!found) counts.set(url, (found = fetch(url).then((response) => response.json() as Promise<{ people: number }>)));
  return found;
}

let names: [code: string, name: string][] | undefined;

/** Made once, and not before a form stands. */
function countryNames() {
  if (!names) {
    const display = new Intl.DisplayNames('en', { type: 'region' });
    const { compare } = new Intl.Collator('en');
    names = codes
      .map((code): [string, string] => [code, display.of(code) ?? code])
      .sort(([, a], [, b]) => compare(a, b));
  }
  return names;
}

let sheet: CSSStyleSheet | undefined;

class FloorLetter extends HTMLElement {
  #campaign!: Campaign;
  #url!: string;
  #form!: HTMLFormElement;
  #targets = h('ul', { class: 'targets', 'aria-label': 'To' });
  #signature = h('p', { class: 'signature', 'aria-hidden': 'true' });
  #status = h('p', { class: 'hush', role: 'status' });
  #progress = h('div', { class: 'progress' });
  #country: HTMLSelectElement | undefined;

  async connectedCallback() {
    if (this.shadowRoot) return;
    this.#url = new URL(this.getAttribute('src')!, document.baseURI).href;
    try {
      this.#campaign = await load(this.#url);
    } catch (error) {
      // The children stand.
      console.warn(error);
      return;
    }
    this.#show();
    requestIdleCallback(() => this.#enrich(), { timeout: 1000 });
  }

  #show() {
    const { title, summary, description, updates = [], letter, ask, consent = [] } = this.#campaign;
    const { name = 'required', country = 'no', email = 'no' } = ask ?? {};
    const newest = [...updates].sort((a, b) => b.date.localeCompare(a.date));
    const byCountry = letter!.targets.some(({ countries }) => countries);
    const where = country === 'no' ? [] : [this.#countryField(country === 'required', byCountry)];
    this.#showTargets();
    this.#form = h(
      'form',
      { novalidate: true, submit: (event) => void this.#submit(event) },
      ...(byCountry ? where : []),
      this.#sheet(),
      ...(name === 'no'
        ? []
        : [this.#field('person/name', 'Your name', name, { autocomplete: 'name', input: (event) => this.#sign(event) })]),
      ...(byCountry ? [] : where),
      ...(email === 'no'
        ? []
        : [this.#field('person/email', 'Your email address', email, { autocomplete: 'email', type: 'email', dir: 'ltr' })]),
      ...consent.map(({ id, statement }) => this.#consent(`consent/${id}`, statement)),
      this.#note(),
      h('button', {}, 'Send my letter'),
    );
    const root = h(
      'div',
      { class: 'root', lang: 'en' },
      h('h2', {}, title),
      ...paragraphs(summary),
      ...(newest.length ? [h('section', { class: 'updates', 'aria-label': 'Updates' }, ...newest.map(update))] : []),
      ...(description ? [h('details', {}, h('summary', {}, 'Read the full story'), ...paragraphs(description))] : []),
      this.#form,
      this.#status,
      this.#progress,
    );
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
    }
    const shadow = this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(root);
  }

  #sheet() {
    const { subject, salutation, body, closing } = this.#campaign.letter!;
    const growing = h('div', { class: 'growing', 'data-text': body });
    const left = h('p', { class: 'left muted', 'aria-live': 'polite' });
    const write = ({ target }: Event) => {
      const { value } = target as HTMLTextAreaElement;
      const room = this.#campaign.letter!.maxLength - value.length;
      growing.dataset['text'] = value;
      left.textContent = room < this.#campaign.letter!.maxLength / 5 ? `${room} characters left` : '';
    };
    growing.append(
      h(
        'textarea',
        {
          id: 'letter/body',
          name: 'letter/body',
          rows: '3',
          dir: 'auto',
          required: true,
          'aria-describedby': 'letter/body-hint',
          input: write,
        },
        body,
      ),
    );
    return h(
      'div',
      { class: 'sheet' },
      this.#targets,
      this.#field('letter/subject', 'Subject', 'required', { autocomplete: 'off', value: subject }),
      h('p', {}, salutation),
      h(
        'div',
        { class: 'field' },
        h('label', { class: 'hush', for: 'letter/body' }, 'Your letter'),
        h(
          'p',
          { class: 'hint', id: 'letter/body-hint' },
          'You can edit this letter. Letters in your own words have more impact.',
        ),
        growing,
        left,
      ),
      h('p', { class: 'closing' }, closing),
      this.#signature,
    );
  }

  #field(name: string, label: string, wanted: string, more: Attributes) {
    const required = wanted === 'required';
    return h(
      'div',
      { class: 'field' },
      h('label', { for: name }, required ? label : `${label} (optional)`),
      h('input', { id: name, name, type: 'text', dir: 'auto', required, ...more }),
    );
  }

  #countryField(required: boolean, byCountry: boolean) {
    const name = 'person/country';
    this.#country = h(
      'select',
      {
        id: name,
        name,
        autocomplete: 'country',
        required,
        'aria-describedby': byCountry && `${name}-hint`,
        change: () => this.#showTargets(),
      },
      h('option', { value: '' }, 'Select…'),
    );
    return h(
      'div',
      { class: 'field' },
      h('label', { for: name }, byCountry ? 'Where do you live?' : 'Country'),
      ...(byCountry ? [h('p', { class: 'hint', id: `${name}-hint` }, 'This decides who your letter goes to.')] : []),
      this.#country,
    );
  }

  #consent(name: string, statement: string) {
    const choice = (value: string, text: string) =>
      h('label', { class: 'choice' }, h('input', { type: 'radio', name, value }), text);
    return h(
      'fieldset',
      { class: 'field', id: name, tabindex: '-1' },
      h('legend', {}, statement),
      h('div', { class: 'choices' }, choice('yes', 'Yes'), choice('no', 'No')),
    );
  }

  #note() {
    const { organiser, retention } = this.#campaign;
    const { name, privacyUrl } = organiser;
    const days = retention?.days;
    const kept = days
      ? `${name} will delete your personal data after ${days} ${days === 1 ? 'day' : 'days'}.`
      : `${name} decides how long to keep your data.`;
    const privacy = privacyUrl && new URL(privacyUrl, this.#url).href;
    return h(
      'div',
      { class: 'note muted' },
      h(
        'p',
        {},
        'Your name and letter will be sent to the people you are writing to. ',
        `Only ${name} will see the other details you enter. ${kept} `,
        ...(privacy
          ? [h('a', { href: privacy, target: '_blank', rel: 'noopener noreferrer' }, `${name}’s privacy policy`)]
          : []),
      ),
    );
  }

  #offered(): Target[] {
    const country = this.#country?.value ?? '';
    return this.#campaign.letter!.targets.filter(({ countries }) => !countries || countries.includes(country));
  }

  #showTargets() {
    this.#targets.replaceChildren(
      ...this.#offered().map(({ honours, name, office }) =>
        h('li', {}, ...(honours ? [h('span', {}, honours)] : []), h('strong', {}, name), h('span', { class: 'muted' }, office)),
      ),
    );
  }

  #sign({ target }: Event) {
    this.#signature.textContent = (target as HTMLInputElement).value;
  }

  /** What can wait until it stands. */
  #enrich() {
    this.#country?.append(...countryNames().map(([code, name]) => new Option(name, code)));
    countsOf(new URL(`${this.#campaign.id}/counts.json`, this.#url).href).then(({ people }) => {
      const goal = this.#campaign.goal;
      if (people < Math.max(1, goal?.showFrom ?? 1)) return;
      const step = goal?.steps.find((one) => people < one * 0.9) ?? goal?.steps.at(-1);
      this.#progress.textContent = `${people.toLocaleString('en')} people have taken part${step ? `. Our goal: ${step.toLocaleString('en')}` : ''}`;
    }, console.warn);
  }

  /** Says what is wrong beside each field. @returns whether all is well */
  #check(): boolean {
    for (const old of this.#form.querySelectorAll('.error')) old.remove();
    const wrong = [...this.#form.querySelectorAll<HTMLInputElement>('input, select, textarea')].filter(
      (control) => !control.checkValidity() || (control.required && !control.value.trim()),
    );
    for (const control of wrong) control.before(h('p', { class: 'error' }, control.validationMessage || 'Fill this in'));
    wrong[0]?.focus();
    return !wrong.length;
  }

  async #submit(event: Event) {
    event.preventDefault();
    if (this.#form.inert || !this.#check()) return;
    const { id, letter, consent = [] } = this.#campaign;
    const data = new FormData(this.#form);
    const value = (name: string) => (data.get(name) as string | null)?.trim() || undefined;
    const sent = {
      id: crypto.randomUUID(),
      kind: 'letter',
      language: 'en',
      person: { name: value('person/name'), email: value('person/email'), country: value('person/country') },
      letter: { targets: this.#offered().map((target) => target.id), subject: value('letter/subject'), body: value('letter/body') },
      consent: consent.flatMap(({ id, statement }) => {
        const answer = value(`consent/${id}`);
        return answer ? [{ id, statement, given: answer === 'yes' }] : [];
      }),
      tracking: { origin: location.origin },
    };
    this.#form.inert = true;
    this.#status.textContent = 'Sending your letter…';
    try {
      const url = new URL(`${id}/submissions`, this.#url);
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(sent), credentials: 'omit', keepalive: true });
      const receipt = (await response.json()) as { id?: string };
      if (!response.ok || receipt.id !== sent.id) throw new Error(`status ${response.status}`);
      const names = letter!.targets.map(({ name }) => name).join(', ');
      this.#form.replaceWith(h('p', { role: 'status' }, `Thank you. Your letter to ${names} has been received.`));
    } catch (error) {
      console.warn(error);
      this.#form.inert = false;
      this.#status.classList.remove('hush');
      this.#status.textContent = 'We couldn’t send your letter. Check your connection and try again.';
    }
  }
}

const update = ({ date, text }: { date: string; text: string }) =>
  h(
    'div',
    { class: 'update' },
    h('time', { class: 'muted', datetime: date }, new Date(`${date}T00:00:00Z`).toLocaleDateString('en', { dateStyle: 'long', timeZone: 'UTC' })),
    ...paragraphs(text),
  );

customElements.define('floor-letter', FloorLetter);
