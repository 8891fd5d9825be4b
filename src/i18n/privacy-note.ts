/** Who will see what, and for how long: the same sentences in the page and in the plain form. */
import { getPersonFields } from '../campaign/person-fields.ts';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';
import type { Submission } from '../campaign/schema/submission.schema.ts';
import type { Translator } from './translator.ts';

export function getPrivacyNote(campaign: Campaign, kind: Submission['kind'], translator: Translator): string {
  const { organiser, letter, retention, fields } = campaign;
  const values = { organiser: organiser.name };
  const mailed = kind === 'letter' && letter?.delivery === 'mailto';
  const { name, email, country, postalCode } = getPersonFields(campaign);
  // A letter bears the name; a card bears another, or none.
  const rest = [email, country, postalCode, ...(kind === 'letter' ? [] : [name])].some((one) => one !== 'no');
  return [
    mailed ? translator.t('letter.privacyNoteMailto', values) : translator.t(`${kind}.privacyNote`, values),
    ...(rest || fields?.length ? [translator.t('form.otherDataNote', values)] : []),
    retention ? translator.plural('form.retentionNote', retention.days, values) : translator.t('form.retentionUnknown', values),
  ].join(' ');
}
