/** The letter form as plain HTML, which works without scripts. */
import { html } from 'hono/html';
import { dependsOnCountry, getSalutation } from '../../campaign/letter.ts';
import { formatList } from '../../i18n/format-list.ts';
import type { Target } from '../../campaign/schema/campaign.schema.ts';
import { choices, hidden, input, textarea } from './form-controls.ts';
import { actionForm, type FormState } from './action-form.ts';
import { getCountryNames } from './country-names.ts';
import { type Html, paragraphs } from './html.ts';
import type { PageContext } from './page-context.ts';

export async function letterForm(context: PageContext, state: FormState): Promise<Html> {
  const { campaign, translator } = context;
  const { values, errors } = state;
  const letter = campaign.letter!;
  const names = new Map(await getCountryNames(translator));

  const address = ({ honours, name, office, countries: only }: Target) =>
    html`<span class="address">${honours && html`<span>${honours}</span> `}<strong>${name}</strong> <span class="muted">${office}</span>
      ${only && html` <em class="muted">${translator.t('pages.onlyFrom', { countries: formatList(translator, only.map((code) => names.get(code) ?? code)) })}</em>`}</span>`;
  // Targets for all countries first, then country by country.
  const targets = letter.targets.toSorted((a, b) => (a.countries?.join() ?? '').localeCompare(b.countries?.join() ?? ''));
  const addressees =
    letter.choose === 'all'
      ? html`<h2 class="visually-hidden">${translator.t('form.to')}</h2>
          <ul class="targets">${targets.map((target) => html`<li>${address(target)}</li>`)}</ul>`
      : choices(
          { name: 'letter/targets', label: translator.t('letter.choose'), error: errors.get('letter/targets'), required: true },
          letter.choose === 'one' ? 'radio' : 'checkbox',
          targets.map((target) => ({ value: target.id, label: address(target) })),
          values.getAll('letter/targets'),
        );

  const textControl = (name: 'subject' | 'body', label: string, hint?: string) => ({
    name: `letter/${name}`,
    label,
    hint,
    error: errors.get(`letter/${name}`),
    required: true,
    autocomplete: 'off',
    value: values.get(`letter/${name}`) ?? letter[name],
  });
  const subject =
    letter.editable === 'all'
      ? input(translator, textControl('subject', translator.t('letter.subject')))
      : html`<p><strong>${letter.subject}</strong></p>${hidden('letter/subject', letter.subject)}`;
  const body =
    letter.editable === 'none'
      ? html`${paragraphs(letter.body)}${hidden('letter/body', letter.body)}`
      : textarea(translator, textControl('body', translator.t('letter.body'), translator.t('letter.hint')), rowsFor(letter.body));

  const letterFields = html`<div class="letter">
    ${addressees}${subject}
    ${[...new Set(targets.map((target) => getSalutation(letter, target)))].map((line) => html`<p dir="auto">${line}</p>`)}
    ${body}
    <p class="closing" dir="auto">${letter.closing}</p>
  </div>`;
  return actionForm(context, state, letterFields, dependsOnCountry(letter));
}

/** Enough rows to show the whole letter on a screen of medium width. */
const rowsFor = (body: string) =>
  Math.min(40, body.split('\n').reduce((rows, line) => rows + Math.ceil((line.length + 1) / 60), 4));
