/** What went wrong, said beside each field and, in the same words, above them all. */
import { html } from 'lit/html.js';
import { segments } from '../campaign/pointer.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Fault } from '../campaign/problem.ts';
import type { Key } from '../locales/words.ts';
import type { View } from './view.ts';

/** By the name of the field, in the order of the form. */
export type Errors = ReadonlyMap<string, string>;

/** The field in which a fault can be mended; undefined where the form has none. */
function fieldOf({ campaign }: View, { pointer }: Fault): string | undefined {
  const [part = '', key = ''] = segments(pointer);
  if (part === 'consent') return `consent/${campaign.consent?.[Number(key)]?.id ?? key}`;
  return part === 'person' || part === 'letter' || part === 'fields' ? `${part}/${key}` : undefined;
}

const missing: Record<string, Key> = {
  'person/name': 'needName',
  'person/email': 'needEmail',
  'person/country': 'needCountry',
  'person/postalCode': 'needPostalCode',
  'letter/targets': 'needTarget',
  'letter/subject': 'needSubject',
  'letter/body': 'needBody',
};
const labels: Record<string, Key> = {
  'person/name': 'name',
  'person/email': 'email',
  'person/country': 'country',
  'person/postalCode': 'postalCode',
  'letter/subject': 'subject',
  'letter/body': 'yourLetter',
  'letter/targets': 'to',
};

function sentence(view: View, name: string, { code }: Fault, over: number): string {
  const { campaign, speaker } = view;
  const id = name.slice(name.indexOf('/') + 1);
  const label = labels[name]
    ? speaker.say(labels[name])
    : (campaign.fields?.find((field) => field.id === id)?.label ??
      campaign.consent?.find((one) => one.id === id)?.statement ??
      id);
  if (code === 'required') {
    if (missing[name]) return speaker.say(missing[name]);
    return speaker.say(name.startsWith('consent/') ? 'needConsent' : 'needField', { label });
  }
  if (code === 'too-long') {
    return name === 'letter/body' && over > 0 ? speaker.count('longBody', over) : speaker.say('longField', { label });
  }
  if (code === 'not-offered' || code === 'unknown') return speaker.say('notOffered', { label });
  if (name === 'person/email') return speaker.say('badEmail');
  return name === 'person/country' ? speaker.say('badCountry') : speaker.say('badField', { label });
}

/**
 * @param over by how many characters the letter is too long
 * @returns a sentence for each field at fault, and whether there are faults that no field can mend
 */
export function errorsOf(view: View, faults: readonly Fault[], over: number): { errors: Errors; others: boolean } {
  const errors = new Map<string, string>();
  let others = false;
  for (const fault of faults) {
    const name = fieldOf(view, fault);
    if (!name) others = true;
    else if (!errors.has(name)) errors.set(name, sentence(view, name, fault, over));
  }
  return { errors, others };
}

/** Takes the focus when it comes; each line leads to its field. */
export function errorSummary({ speaker }: View, errors: Errors, go: (name: string) => void): TemplateResult {
  const lead = (name: string) => (event: Event) => {
    event.preventDefault();
    go(name);
  };
  return html`<div class="summary" part="error-summary" role="alert" tabindex="-1">
    <h3>${speaker.count('errors', errors.size)}</h3>
    <ul>
      ${[...errors].map(([name, text]) => html`<li><a href="#${name}" @click=${lead(name)}>${text}</a></li>`)}
    </ul>
  </div>`;
}
