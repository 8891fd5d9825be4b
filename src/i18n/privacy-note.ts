/** Who will see the data and for how long it is kept, the same in the page and in the plain form. */
import { getPersonFields } from '../campaign/person-fields.ts';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';
import type { Submission } from '../campaign/schema/submission.schema.ts';
import type { Translator } from './translator.ts';

export function getPrivacyNote(campaign: Campaign, kind: Submission['kind'], translator: Translator): string {
  const { organiser, letter, retention, fields } = campaign;
  const values = { organiser: organiser.name };
  const isMailto = kind === 'letter' && letter?.delivery === 'mailto';
  const { name, email, country, postalCode } = getPersonFields(campaign);
  // The name is part of a letter; a card is signed with a name of its own.
  const otherFields = [email, country, postalCode, ...(kind === 'letter' ? [] : [name])];
  const asksForMore = otherFields.some((requirement) => requirement !== 'no') || fields?.length;
  return [
    isMailto ? translator.t('letter.privacyNoteMailto', values) : translator.t(`${kind}.privacyNote`, values),
    ...(asksForMore ? [translator.t('form.otherDataNote', values)] : []),
    retention ? translator.plural('form.retentionNote', retention.days, values) : translator.t('form.retentionUnknown', values),
  ].join(' ');
}
