/** What the plain forms have in common: what is sent along, who sends it, and what they are asked. */
import { html } from 'hono/html';
import { getPersonFields } from '../../campaign/person-fields.ts';
import { safeUrl } from '../../campaign/url.ts';
import { getPrivacyNote } from '../../i18n/privacy-note.ts';
import type { Field } from '../../campaign/schema/campaign.schema.ts';
import type { ErrorMessages } from '../../i18n/error-messages.ts';
import { checkbox, choices, type Control, hidden, input, select, textarea } from './form-controls.ts';
import { errorSummary } from './errors.ts';
import { getCountryNames, type Html, type PageContext } from './page-context.ts';

export interface FormState {
  /** The submission's, fresh for each page served. */
  id: string;
  /** What has been typed so far, by field. */
  values: URLSearchParams;
  errors: ErrorMessages;
  /** A sentence about what no field can mend. */
  failure?: string | undefined;
}

/**
 * @param words what is written, and to whom
 * @param byCountry whether that depends on where somebody lives, which is then asked first
 */
export async function actionForm(context: PageContext, state: FormState, words: Html, byCountry = false): Promise<Html> {
  const { original, campaign, translator, kind, language, partner, frame } = context;
  const { id, values, errors, failure } = state;
  const ask = getPersonFields(original);

  const person = (key: keyof typeof ask, label: string, autocomplete: string) => {
    const name = `person/${key}`;
    const value = values.get(name) ?? undefined;
    return { name, label, error: errors.get(name), required: ask[key] === 'required', autocomplete, value };
  };
  const country =
    ask.country !== 'no' &&
    select(
      translator,
      {
        ...person('country', translator.t(byCountry ? 'form.whereYouLive' : 'form.country'), 'country'),
        hint: byCountry ? translator.t('letter.whereYouLiveHint') : undefined,
      },
      await getCountryNames(context),
    );

  // The answer stays in the frame.
  const frameQuery = frame && html`?embed&amp;theme=${frame.theme}" target="_self`;
  return html`<form method="post" action="/campaigns/${original.id}/submissions${frameQuery}" novalidate>
    ${failure && html`<div class="summary" role="alert" tabindex="-1" autofocus><p>${failure}</p></div>`}
    ${errors.size > 0 && errorSummary(context, errors)}
    ${hidden('id', id)}${hidden('kind', kind)}${hidden('language', language)}${hidden('tracking/partner', partner)}
    ${byCountry && country}
    ${words}
    ${ask.name !== 'no' && input(translator, person('name', translator.t('form.name'), 'name'))}
    ${!byCountry && country}
    ${ask.email !== 'no' && input(translator, { ...person('email', translator.t('form.email'), 'email'), type: 'email' })}
    ${ask.postalCode !== 'no' && input(translator, person('postalCode', translator.t('form.postalCode'), 'postal-code'))}
    ${(campaign.fields ?? []).map((field, i) => customField(context, field, original.fields![i]!, values, errors))}
    ${(campaign.consent ?? []).map(({ id, statement }) => {
      const name = `consent/${id}`;
      const control = { name, label: statement, error: errors.get(name), required: true };
      return html`${yesNoField(context, control, values)}${hidden(`${name}/statement`, statement)}`;
    })}
    ${privacyNote(context)}
    <button>${translator.t(`${kind}.send`)}</button>
  </form>`;
}

/** Nothing is chosen before. */
export function yesNoField({ translator }: PageContext, control: Control, values: URLSearchParams): Html {
  const answers = (['yes', 'no'] as const).map((value) => ({ value, label: translator.t(`form.${value}`) }));
  return choices(control, 'radio', answers, values.getAll(control.name));
}

function customField({ translator }: PageContext, field: Field, { options }: Field, values: URLSearchParams, errors: ErrorMessages): Html {
  const name = `fields/${field.id}`;
  const { label, hint, required, autocomplete, type } = field;
  const control = { name, label, hint, required, autocomplete, error: errors.get(name), value: values.get(name) ?? undefined };
  if (type === 'textarea') return textarea(translator, control);
  if (type === 'checkbox') return checkbox(translator, control);
  if (type !== 'select') return input(translator, { ...control, type });
  // What is sent is the organiser's own word, whatever language it was chosen in.
  return select(translator, control, (options ?? []).map((value, i) => [value, field.options?.[i] ?? value]));
}

/** Who will see what, and for how long: told before it is sent. */
function privacyNote({ campaign, kind, translator, base }: PageContext): Html {
  const { organiser } = campaign;
  const privacy = safeUrl(organiser.privacyUrl, base);
  return html`<p class="note muted">
    ${getPrivacyNote(campaign, kind, translator)}
    ${privacy && html`<a href="${privacy}">${translator.t('form.privacy', { organiser: organiser.name })}</a>`}
  </p>`;
}
