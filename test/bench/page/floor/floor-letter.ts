/**
 * The floor for the letter: the same form for the same document, written by hand for this purpose, in English only, as fast
 * as plain DOM allows.
 */
import type { Campaign, Target } from '../../../../src/campaign/schema/campaign.schema.ts';
import { createElement, createParagraphs, type Attributes } from './create-element.ts';
import { getCountries, loadCampaign, loadCounts } from './load.ts';
import style from './letter.css';

let styleSheet: CSSStyleSheet | undefined;

class FloorLetter extends HTMLElement {
  #campaign!: Campaign;
  #url!: string;
  #form!: HTMLFormElement;
  #targets = createElement('ul', { class: 'targets', 'aria-label': 'To' });
  #signature = createElement('p', { class: 'signature', 'aria-hidden': 'true' });
  #status = createElement('p', { class: 'visually-hidden', role: 'status' });
  #progress = createElement('div', { class: 'progress' });
  #country: HTMLSelectElement | undefined;

  async connectedCallback() {
    if (this.shadowRoot) return;
    this.#url = new URL(this.getAttribute('src')!, document.baseURI).href;
    try {
      this.#campaign = await loadCampaign(this.#url);
    } catch (error) {
      // The fallback content stays.
      console.warn(error);
      return;
    }
    this.#render();
    requestIdleCallback(() => this.#loadRest(), { timeout: 1000 });
  }

  #render() {
    const { title, summary, description, updates = [], letter, ask, consent = [] } = this.#campaign;
    const { name = 'required', country = 'no', email = 'no' } = ask ?? {};
    const newest = [...updates].sort((a, b) => b.date.localeCompare(a.date));
    const byCountry = letter!.targets.some(({ countries }) => countries);
    const countryFields = country === 'no' ? [] : [this.#createCountryField(country === 'required', byCountry)];
    this.#renderTargets();
    this.#form = createElement(
      'form',
      { novalidate: true, submit: (event) => void this.#submit(event) },
      ...(byCountry ? countryFields : []),
      this.#createLetterFields(),
      ...(name === 'no'
        ? []
        : [this.#createField('person/name', 'Your name', name, { autocomplete: 'name', input: (event) => this.#updateSignature(event) })]),
      ...(byCountry ? [] : countryFields),
      ...(email === 'no'
        ? []
        : [this.#createField('person/email', 'Your email address', email, { autocomplete: 'email', type: 'email', dir: 'ltr' })]),
      ...consent.map(({ id, statement }) => this.#createConsent(`consent/${id}`, statement)),
      this.#createPrivacyNote(),
      createElement('button', {}, 'Send my letter'),
    );
    const root = createElement(
      'div',
      { class: 'root', lang: 'en' },
      createElement('h2', {}, title),
      ...createParagraphs(summary),
      ...(newest.length ? [createElement('section', { class: 'updates', 'aria-label': 'Updates' }, ...newest.map(createUpdate))] : []),
      ...(description ? [createElement('details', {}, createElement('summary', {}, 'Read the full story'), ...createParagraphs(description))] : []),
      this.#form,
      this.#status,
      this.#progress,
    );
    if (!styleSheet) {
      styleSheet = new CSSStyleSheet();
      styleSheet.replaceSync(style);
    }
    const shadow = this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [styleSheet];
    shadow.append(root);
  }

  #createLetterFields() {
    const { subject, salutation, body, closing } = this.#campaign.letter!;
    const autosize = createElement('div', { class: 'autosize', 'data-text': body });
    const characterCount = createElement('p', { class: 'character-count muted', 'aria-live': 'polite' });
    const onInput = ({ target }: Event) => {
      const { value } = target as HTMLTextAreaElement;
      const remaining = this.#campaign.letter!.maxLength - value.length;
      autosize.dataset['text'] = value;
      characterCount.textContent = remaining < this.#campaign.letter!.maxLength / 5 ? `${remaining} characters left` : '';
    };
    autosize.append(
      createElement(
        'textarea',
        {
          id: 'letter/body',
          name: 'letter/body',
          rows: '3',
          dir: 'auto',
          required: true,
          'aria-describedby': 'letter/body-hint',
          input: onInput,
        },
        body,
      ),
    );
    return createElement(
      'div',
      { class: 'letter' },
      this.#targets,
      this.#createField('letter/subject', 'Subject', 'required', { autocomplete: 'off', value: subject }),
      createElement('p', {}, salutation),
      createElement(
        'div',
        { class: 'field' },
        createElement('label', { class: 'visually-hidden', for: 'letter/body' }, 'Your letter'),
        createElement(
          'p',
          { class: 'hint', id: 'letter/body-hint' },
          'You can edit this letter. Letters in your own words have more impact.',
        ),
        autosize,
        characterCount,
      ),
      createElement('p', { class: 'closing' }, closing),
      this.#signature,
    );
  }

  #createField(name: string, label: string, requirement: string, attributes: Attributes) {
    const required = requirement === 'required';
    return createElement(
      'div',
      { class: 'field' },
      createElement('label', { for: name }, required ? label : `${label} (optional)`),
      createElement('input', { id: name, name, type: 'text', dir: 'auto', required, ...attributes }),
    );
  }

  #createCountryField(required: boolean, byCountry: boolean) {
    const name = 'person/country';
    this.#country = createElement(
      'select',
      {
        id: name,
        name,
        autocomplete: 'country',
        required,
        'aria-describedby': byCountry && `${name}-hint`,
        change: () => this.#renderTargets(),
      },
      createElement('option', { value: '' }, 'Select…'),
    );
    return createElement(
      'div',
      { class: 'field' },
      createElement('label', { for: name }, byCountry ? 'Where do you live?' : 'Country'),
      ...(byCountry ? [createElement('p', { class: 'hint', id: `${name}-hint` }, 'This decides who your letter goes to.')] : []),
      this.#country,
    );
  }

  #createConsent(name: string, statement: string) {
    const choice = (value: string, text: string) =>
      createElement('label', { class: 'choice' }, createElement('input', { type: 'radio', name, value }), text);
    return createElement(
      'fieldset',
      { class: 'field', id: name, tabindex: '-1' },
      createElement('legend', {}, statement),
      createElement('div', { class: 'choices' }, choice('yes', 'Yes'), choice('no', 'No')),
    );
  }

  #createPrivacyNote() {
    const { organiser, retention } = this.#campaign;
    const { name, privacyUrl } = organiser;
    const days = retention?.days;
    const retentionNote = days
      ? `${name} will delete your personal data after ${days} ${days === 1 ? 'day' : 'days'}.`
      : `${name} decides how long to keep your data.`;
    const privacy = privacyUrl && new URL(privacyUrl, this.#url).href;
    return createElement(
      'div',
      { class: 'note muted' },
      createElement(
        'p',
        {},
        'Your name and letter will be sent to the people you are writing to. ',
        `Only ${name} will see the other details you enter. ${retentionNote} `,
        ...(privacy
          ? [createElement('a', { href: privacy, target: '_blank', rel: 'noopener noreferrer' }, `${name}’s privacy policy`)]
          : []),
      ),
    );
  }

  #getTargets(): Target[] {
    const country = this.#country?.value ?? '';
    return this.#campaign.letter!.targets.filter(({ countries }) => !countries || countries.includes(country));
  }

  #renderTargets() {
    this.#targets.replaceChildren(
      ...this.#getTargets().map(({ honours, name, office }) =>
        createElement('li', {}, ...(honours ? [createElement('span', {}, honours)] : []), createElement('strong', {}, name), createElement('span', { class: 'muted' }, office)),
      ),
    );
  }

  #updateSignature({ target }: Event) {
    this.#signature.textContent = (target as HTMLInputElement).value;
  }

  /** Loads what is not needed for the form to be interactive. */
  #loadRest() {
    this.#country?.append(...getCountries().map(([code, name]) => new Option(name, code)));
    loadCounts(new URL(`${this.#campaign.id}/counts.json`, this.#url).href).then(({ people }) => {
      const goal = this.#campaign.goal;
      if (people < Math.max(1, goal?.showFrom ?? 1)) return;
      const step = goal?.steps.find((step) => people < step * 0.9) ?? goal?.steps.at(-1);
      this.#progress.textContent = `${people.toLocaleString('en')} people have taken part${step ? `. Our goal: ${step.toLocaleString('en')}` : ''}`;
    }, console.warn);
  }

  /** Shows an error next to each invalid field. @returns whether the form is valid */
  #validate(): boolean {
    for (const message of this.#form.querySelectorAll('.error')) message.remove();
    const invalidControls = [...this.#form.querySelectorAll<HTMLInputElement>('input, select, textarea')].filter(
      (control) => !control.checkValidity() || (control.required && !control.value.trim()),
    );
    for (const control of invalidControls) control.before(createElement('p', { class: 'error' }, control.validationMessage || 'Fill this in'));
    invalidControls[0]?.focus();
    return !invalidControls.length;
  }

  async #submit(event: Event) {
    event.preventDefault();
    if (this.#form.inert || !this.#validate()) return;
    const { id, letter, consent = [] } = this.#campaign;
    const data = new FormData(this.#form);
    const getValue = (name: string) => (data.get(name) as string | null)?.trim() || undefined;
    const submission = {
      id: crypto.randomUUID(),
      kind: 'letter',
      language: 'en',
      person: { name: getValue('person/name'), email: getValue('person/email'), country: getValue('person/country') },
      letter: { targets: this.#getTargets().map((target) => target.id), subject: getValue('letter/subject'), body: getValue('letter/body') },
      consent: consent.flatMap(({ id, statement }) => {
        const answer = getValue(`consent/${id}`);
        return answer ? [{ id, statement, given: answer === 'yes' }] : [];
      }),
      tracking: { origin: location.origin },
    };
    this.#form.inert = true;
    this.#status.textContent = 'Sending your letter…';
    try {
      const url = new URL(`${id}/submissions`, this.#url);
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(submission), credentials: 'omit', keepalive: true });
      const receipt = (await response.json()) as { id?: string };
      if (!response.ok || receipt.id !== submission.id) throw new Error(`status ${response.status}`);
      const names = letter!.targets.map(({ name }) => name).join(', ');
      this.#form.replaceWith(createElement('p', { role: 'status' }, `Thank you. Your letter to ${names} has been received.`));
    } catch (error) {
      console.warn(error);
      this.#form.inert = false;
      this.#status.classList.remove('visually-hidden');
      this.#status.textContent = 'We couldn’t send your letter. Check your connection and try again.';
    }
  }
}

const createUpdate = ({ date, text }: { date: string; text: string }) =>
  createElement(
    'div',
    { class: 'update' },
    createElement('time', { class: 'muted', datetime: date }, new Date(`${date}T00:00:00Z`).toLocaleDateString('en', { dateStyle: 'long', timeZone: 'UTC' })),
    ...createParagraphs(text),
  );

customElements.define('floor-letter', FloorLetter);
