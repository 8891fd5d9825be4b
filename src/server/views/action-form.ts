/** The parts that both plain forms share: hidden values, the sender's details, custom fields and consents. */
import { html } from 'hono/html';
import { getPersonFields } from '../../campaign/person-fields.ts';
import { safeUrl } from '../../campaign/url.ts';
import { getPrivacyNote } from '../../i18n/privacy-note.ts';
import type { Field } from '../../campaign/schema/campaign.schema.ts';
import type { ErrorMessages } from '../../i18n/error-messages.ts';
import { checkbox, choices, type Control, hidden, input, select, textarea } from './form-controls.ts';
import { errorSummary } from './error-summary.ts';
import { getCountryNames } from './country-names.ts';
import type { Html } from './html.ts';
import type { PageContext } from './page-context.ts';

export interface FormState {
  /** The id of the submission, new for each page that is served. */
  id: string;
  /** The values entered so far, by field name. */
  values: URLSearchParams;
  errors: ErrorMessages;
  /** A message about a problem that changing a field cannot solve. */
  failure?: string | undefined;
}

/**
 * @param message the fields of the letter or postcard, including the recipients
 * @param byCountry whether the recipients depend on the sender's country, which then comes first
 */
export async function actionForm(context: PageContext, state: FormState, message: Html, byCountry = false): Promise<Html> {
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
      await getCountryNames(translator),
    );

  const query = frame ? `?embed&${new URLSearchParams({ theme: frame.theme })}` : '';
  // Keep the response inside the iframe.
  const target = frame && html` target="_self"`;
  return html`<form method="post" action="/campaigns/${original.id}/submissions${query}"${target} novalidate>
    ${failure && html`<div class="summary" role="alert" tabindex="-1" autofocus><p>${failure}</p></div>`}
    ${errors.size > 0 && errorSummary(context, errors)}
    ${hidden('id', id)}${hidden('kind', kind)}${hidden('language', language)}${hidden('tracking/partner', partner)}
    ${byCountry && country}
    ${message}
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

/** Two radio buttons, with neither preselected. */
export function yesNoField({ translator }: PageContext, control: Control, values: URLSearchParams): Html {
  const options = (['yes', 'no'] as const).map((value) => ({ value, label: translator.t(`form.${value}`) }));
  return choices(control, 'radio', options, values.getAll(control.name));
}

function customField({ translator }: PageContext, field: Field, { options }: Field, values: URLSearchParams, errors: ErrorMessages): Html {
  const name = `fields/${field.id}`;
  const { label, hint, required, autocomplete, type } = field;
  const control = { name, label, hint, required, autocomplete, error: errors.get(name), value: values.get(name) ?? undefined };
  if (type === 'textarea') return textarea(translator, control);
  if (type === 'checkbox') return checkbox(translator, control);
  if (type !== 'select') return input(translator, { ...control, type });
  // Submit the organiser's original option, whatever language the form is in.
  return select(translator, control, (options ?? []).map((value, i) => [value, field.options?.[i] ?? value]));
}

/** Who will see what, and for how long. Supporters read this before they send anything. */
function privacyNote({ campaign, kind, translator, base }: PageContext): Html {
  const { organiser } = campaign;
  const privacy = safeUrl(organiser.privacyUrl, base);
  return html`<p class="note muted">
    ${getPrivacyNote(campaign, kind, translator)}
    ${privacy && html`<a href="${privacy}">${translator.t('form.privacy', { organiser: organiser.name })}</a>`}
  </p>`;
}
