/** Everything that is stored of one submission. */
import { html } from 'hono/html';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { localizeCampaign, negotiateLanguage } from '../../campaign/localize.ts';
import { formatList } from '../../i18n/format-list.ts';
import type { Translator } from '../../i18n/translator.ts';
import type { StoredRecord } from '../privacy/stored-submissions.ts';
import type { StoredSubmission } from '../submissions/consent-hashes.ts';
import { managePaths, secretForm } from './manage-forms.ts';
import type { Html } from './html.ts';

export interface ManagedRecord {
  record: StoredRecord;
  /** The secret in the submission's own link. */
  secret: string;
  /** Undefined if the server has no document of it any more. */
  campaign: Campaign | undefined;
}

type Entry = readonly [label: string, value: string | undefined];

/** In the language of the page, where the document has it. */
export function recordDetails(translator: Translator, { record, secret, campaign }: ManagedRecord): Html {
  const localized = campaign && localizeCampaign(campaign, negotiateLanguage(campaign, translator.language));
  const { submission, receivedAt } = record;
  return html`<section class="record">
    <h2 dir="auto">${localized?.title ?? record.campaign}</h2>
    <p class="muted">${translator.t('manage.received', { date: translator.formatDate(receivedAt) })}</p>
    ${submission
      ? html`${storedText(translator, record, submission, localized)}
    <details>
      <summary>${translator.t('manage.allData')}</summary>
      <pre tabindex="0" dir="ltr">${JSON.stringify(record, null, 2)}</pre>
    </details>
    ${secretForm({ translator, secret, action: managePaths.erase, button: translator.t('manage.erase') })}`
      : html`<p>${translator.t('manage.erased')}</p>
    <p>${translator.t('manage.remains')}</p>`}
  </section>`;
}

function storedText(translator: Translator, record: StoredRecord, submission: StoredSubmission, campaign: Campaign | undefined): Html {
  const { letter, postcard, sealed } = submission;
  const message = letter?.body ?? postcard?.message ?? record.published?.text;
  const entries = [...getEntries(translator, record, submission, campaign)].filter(([, value]) => value);
  const organiser = campaign?.organiser.name ?? record.campaign;
  return html`${record.held && html`<p class="notice">${translator.t(record.held === 'unconfirmed' ? 'letterFeedback.confirm' : 'manage.isHeld')}</p>`}
    ${sealed && html`<p>${translator.t('manage.sealed', { organiser })}</p>`}
    <dl>${entries.map(([label, value]) => html`<dt>${label}</dt><dd dir="auto">${value}</dd>`)}</dl>
    ${message && html`<div class="letter"><p class="plain-text" dir="auto">${message}</p></div>`}
    <p>${record.expiresAt ? translator.t('manage.deletedOn', { date: translator.formatDate(record.expiresAt) }) : translator.t('form.retentionUnknown', { organiser })}</p>`;
}

function* getEntries(translator: Translator, record: StoredRecord, submission: StoredSubmission, campaign: Campaign | undefined): Generator<Entry> {
  const { person, letter, postcard, fields = {}, consent = [], tracking } = submission;
  const answer = (isYes: boolean) => translator.t(isYes ? 'form.yes' : 'form.no');
  yield [translator.t('form.to'), formatList(translator, record.recipients.map((id) => getRecipientName(campaign, id)))];
  yield [translator.t('form.name'), person?.name];
  yield [translator.t('form.email'), person?.email];
  yield [translator.t('form.country'), person?.country];
  yield [translator.t('form.postalCode'), person?.postalCode];
  yield [translator.t('letter.subject'), letter?.subject];
  yield [translator.t('postcard.from'), postcard?.from ?? record.published?.from];
  yield [translator.t('postcard.design'), campaign?.postcard?.designs.find(({ id }) => id === postcard?.design)?.alt ?? postcard?.design];
  if (postcard?.publish !== undefined) yield [translator.t('postcard.publish'), answer(postcard.publish)];
  for (const [id, value] of Object.entries(fields))
    yield [campaign?.fields?.find((field) => field.id === id)?.label ?? id, typeof value === 'boolean' ? answer(value) : value];
  for (const { statement, given } of consent) yield [statement, answer(given)];
  yield [translator.t('manage.website'), tracking?.origin];
}

const getRecipientName = (campaign: Campaign | undefined, id: string): string =>
  campaign?.letter?.targets.find((target) => target.id === id)?.name ?? campaign?.people?.find((person) => person.id === id)?.name ?? id;
