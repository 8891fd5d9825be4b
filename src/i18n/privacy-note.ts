/** Who will see what, and for how long: the same sentences in the page and in the plain form. */
import { asked } from '../campaign/person-fields.ts';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';
import type { Submission } from '../campaign/schema/submission.schema.ts';
import type { Speaker } from './translator.ts';

export function noteOf(campaign: Campaign, kind: Submission['kind'], speaker: Speaker): string {
  const { organiser, letter, retention, fields } = campaign;
  const values = { organiser: organiser.name };
  const mailed = kind === 'letter' && letter?.delivery === 'mailto';
  const { name, email, country, postalCode } = asked(campaign);
  // A letter bears the name; a card bears another, or none.
  const rest = [email, country, postalCode, ...(kind === 'letter' ? [] : [name])].some((one) => one !== 'no');
  return [
    mailed ? speaker.say('letter.seenMailto', values) : speaker.say(`${kind}.seen`, values),
    ...(rest || fields?.length ? [speaker.say('seenRest', values)] : []),
    retention ? speaker.count('kept', retention.days, values) : speaker.say('keptUnknown', values),
  ].join(' ');
}
