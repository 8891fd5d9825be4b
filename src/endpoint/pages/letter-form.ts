/** The plain form of a letter, which works without scripts. */
import { html } from 'hono/html';
import { asked } from '../../campaign/asked.ts';
import { listOf } from '../../locales/names.ts';
import { noteOf } from '../../locales/note-words.ts';
import type { Field, Target } from '../../campaign/campaign.ts';
import { dependsOnCountry, salutationOf } from '../../campaign/letter.ts';
import { safeUrl } from '../../campaign/safe-url.ts';
import { checkbox, choices, hidden, input, select, textarea } from './controls.ts';
import type { Errors } from '../../locales/fault-words.ts';
import { errorSummary } from './errors.ts';
import { countriesOf, type Html, paragraphs, type View } from './view.ts';

export interface Filled {
  /** The submission's, fresh for each page served. */
  id: string;
  /** What has been typed so far, by field. */
  typed: URLSearchParams;
  errors: Errors;
  /** A sentence about what no field can mend. */
  failure?: string | undefined;
}

export async function letterForm(view: View, { id, typed, errors, failure }: Filled): Promise<Html> {
  const { source, campaign, speaker, language, partner } = view;
  const letter = campaign.letter!;
  const ask = asked(source);
  const byCountry = dependsOnCountry(letter);
  const countries = await countriesOf(view);
  const names = new Map(countries);

  const person = (key: keyof typeof ask, label: string, autocomplete: string) => {
    const name = `person/${key}`;
    const value = typed.get(name) ?? undefined;
    return { name, label, error: errors.get(name), required: ask[key] === 'required', autocomplete, value };
  };
  const country =
    ask.country !== 'no' &&
    select(
      speaker,
      {
        ...person('country', speaker.say(byCountry ? 'whereYouLive' : 'country'), 'country'),
        hint: byCountry ? speaker.say('letter.whereYouLiveHint') : undefined,
      },
      countries,
    );
  const address = ({ honours, name, office, countries: only }: Target) =>
    html`<span class="address">${honours && html`<span>${honours}</span> `}<strong>${name}</strong> <span class="muted">${office}</span>
      ${only && html` <em class="muted">${speaker.say('pages.onlyFrom', { countries: listOf(speaker, only.map((code) => names.get(code) ?? code)) })}</em>`}</span>`;
  // Those who live everywhere first, then country by country.
  const targets = letter.targets.toSorted((a, b) => (a.countries?.join() ?? '').localeCompare(b.countries?.join() ?? ''));
  const addressees =
    letter.choose === 'all'
      ? html`<h2 class="hush">${speaker.say('to')}</h2>
          <ul class="targets">${targets.map((target) => html`<li>${address(target)}</li>`)}</ul>`
      : choices(
          { name: 'letter/targets', label: speaker.say('letter.choose'), error: errors.get('letter/targets'), required: true },
          letter.choose === 'one' ? 'radio' : 'checkbox',
          targets.map((target) => ({ value: target.id, label: address(target) })),
          typed.getAll('letter/targets'),
        );

  const written = (name: 'subject' | 'body', label: string, hint?: string) => ({
    name: `letter/${name}`,
    label,
    hint,
    error: errors.get(`letter/${name}`),
    required: true,
    autocomplete: 'off',
    value: typed.get(`letter/${name}`) ?? letter[name],
  });
  const subject =
    letter.editable === 'all'
      ? input(speaker, written('subject', speaker.say('letter.subject')))
      : html`<p><strong>${letter.subject}</strong></p>${hidden('letter/subject', letter.subject)}`;
  const body =
    letter.editable === 'none'
      ? html`${paragraphs(letter.body)}${hidden('letter/body', letter.body)}`
      : textarea(speaker, written('body', speaker.say('letter.yours'), speaker.say('letter.hint')), rowsFor(letter.body));

  return html`<form method="post" action="/campaigns/${source.id}/submissions" novalidate>
    ${failure && html`<div class="summary" role="alert" tabindex="-1" autofocus><p>${failure}</p></div>`}
    ${errors.size > 0 && errorSummary(view, errors)}
    ${hidden('id', id)}${hidden('kind', 'letter')}${hidden('language', language)}${hidden('tracking/partner', partner)}
    ${byCountry && country}
    <div class="sheet">
      ${addressees}${subject}
      ${[...new Set(targets.map((target) => salutationOf(letter, target)))].map((line) => html`<p dir="auto">${line}</p>`)}
      ${body}
      <p class="closing" dir="auto">${letter.closing}</p>
    </div>
    ${ask.name !== 'no' && input(speaker, person('name', speaker.say('name'), 'name'))}
    ${!byCountry && country}
    ${ask.email !== 'no' && input(speaker, { ...person('email', speaker.say('email'), 'email'), type: 'email' })}
    ${ask.postalCode !== 'no' && input(speaker, person('postalCode', speaker.say('postalCode'), 'postal-code'))}
    ${(campaign.fields ?? []).map((field, i) => ownField(view, field, source.fields![i]!, typed, errors))}
    ${(campaign.consent ?? []).map(({ id, statement }) => {
      const name = `consent/${id}`;
      const answers = (['yes', 'no'] as const).map((value) => ({ value, label: speaker.say(value) }));
      return html`${choices({ name, label: statement, error: errors.get(name), required: true }, 'radio', answers, typed.getAll(name))}
        ${hidden(`${name}/statement`, statement)}`;
    })}
    ${note(view)}
    <button>${speaker.say('letter.send')}</button>
  </form>`;
}

/** Enough to see the whole letter at reading size, on a screen of middling width. */
const rowsFor = (body: string) =>
  Math.min(40, body.split('\n').reduce((rows, line) => rows + Math.ceil((line.length + 1) / 60), 4));

function ownField({ speaker }: View, field: Field, { options }: Field, typed: URLSearchParams, errors: Errors): Html {
  const name = `fields/${field.id}`;
  const { label, hint, required, autocomplete, type } = field;
  const control = { name, label, hint, required, autocomplete, error: errors.get(name), value: typed.get(name) ?? undefined };
  if (type === 'textarea') return textarea(speaker, control);
  if (type === 'checkbox') return checkbox(speaker, control);
  if (type !== 'select') return input(speaker, { ...control, type });
  // What is sent is the organiser's own word, whatever language it was chosen in.
  return select(speaker, control, (options ?? []).map((value, i) => [value, field.options?.[i] ?? value]));
}

/** Who will see what, and for how long: told before it is sent. */
function note({ campaign, kind, speaker, base }: View): Html {
  const { organiser } = campaign;
  const privacy = safeUrl(organiser.privacyUrl, base);
  return html`<p class="note muted">
    ${noteOf(campaign, kind, speaker)}
    ${privacy && html`<a href="${privacy}">${speaker.say('privacy', { organiser: organiser.name })}</a>`}
  </p>`;
}
