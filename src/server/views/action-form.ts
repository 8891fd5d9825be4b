/** What the plain forms have in common: what is sent along, who sends it, and what they are asked. */
import { html } from 'hono/html';
import { asked } from '../../campaign/person-fields.ts';
import { safeUrl } from '../../campaign/safe-url.ts';
import { noteOf } from '../../i18n/privacy-note.ts';
import type { Field } from '../../campaign/schema/campaign.schema.ts';
import type { Errors } from '../../i18n/error-messages.ts';
import { checkbox, choices, type Control, hidden, input, select, textarea } from './form-controls.ts';
import { errorSummary } from './errors.ts';
import { countriesOf, type Html, type View } from './page-context.ts';

export interface Filled {
  /** The submission's, fresh for each page served. */
  id: string;
  /** What has been typed so far, by field. */
  typed: URLSearchParams;
  errors: Errors;
  /** A sentence about what no field can mend. */
  failure?: string | undefined;
}

/**
 * @param words what is written, and to whom
 * @param byCountry whether that depends on where somebody lives, which is then asked first
 */
export async function actionForm(view: View, filled: Filled, words: Html, byCountry = false): Promise<Html> {
  const { source, campaign, speaker, kind, language, partner, framed } = view;
  const { id, typed, errors, failure } = filled;
  const ask = asked(source);

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
      await countriesOf(view),
    );

  // The answer stays in the frame.
  const frame = framed && html`?embed&amp;theme=${framed.theme}" target="_self`;
  return html`<form method="post" action="/campaigns/${source.id}/submissions${frame}" novalidate>
    ${failure && html`<div class="summary" role="alert" tabindex="-1" autofocus><p>${failure}</p></div>`}
    ${errors.size > 0 && errorSummary(view, errors)}
    ${hidden('id', id)}${hidden('kind', kind)}${hidden('language', language)}${hidden('tracking/partner', partner)}
    ${byCountry && country}
    ${words}
    ${ask.name !== 'no' && input(speaker, person('name', speaker.say('name'), 'name'))}
    ${!byCountry && country}
    ${ask.email !== 'no' && input(speaker, { ...person('email', speaker.say('email'), 'email'), type: 'email' })}
    ${ask.postalCode !== 'no' && input(speaker, person('postalCode', speaker.say('postalCode'), 'postal-code'))}
    ${(campaign.fields ?? []).map((field, i) => ownField(view, field, source.fields![i]!, typed, errors))}
    ${(campaign.consent ?? []).map(({ id, statement }) => {
      const name = `consent/${id}`;
      const control = { name, label: statement, error: errors.get(name), required: true };
      return html`${yesOrNo(view, control, typed)}${hidden(`${name}/statement`, statement)}`;
    })}
    ${note(view)}
    <button>${speaker.say(`${kind}.send`)}</button>
  </form>`;
}

/** Nothing is chosen before. */
export function yesOrNo({ speaker }: View, control: Control, typed: URLSearchParams): Html {
  const answers = (['yes', 'no'] as const).map((value) => ({ value, label: speaker.say(value) }));
  return choices(control, 'radio', answers, typed.getAll(control.name));
}

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
