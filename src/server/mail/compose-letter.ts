import { getSalutation } from '../../campaign/letter.ts';
import { localizeCampaign, negotiateLanguage } from '../../campaign/localize.ts';
import { formatLetter } from '../../campaign/mailto.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { Mail } from './mailer.ts';

/**
 * A letter to one target as an email. It is sent by the campaign's own address, as mail servers demand, with the name of the
 * supporter. Their address is given away only if they have agreed to a question whose purpose is `reply`.
 * @returns undefined if the campaign has no such target any more, or no address for it
 */
export function composeLetter(campaign: Campaign, { language, person, letter, consent }: Submission, targetId: string): Mail | undefined {
  const localized = localizeCampaign(campaign, negotiateLanguage(campaign, language)).letter;
  const target = localized?.targets.find(({ id }) => id === targetId);
  if (!localized || !letter || !target?.email) return undefined;
  const allowsReply = campaign.consent?.some(({ id, purpose }) => purpose === 'reply' && consent?.find((answer) => answer.id === id)?.given);
  return {
    to: target.email,
    subject: letter.subject ?? localized.subject,
    text: `${formatLetter(getSalutation(localized, target), letter.body ?? localized.body, localized.closing, person?.name)}\n`,
    language,
    fromName: person?.name,
    replyTo: allowsReply ? person?.email : undefined,
    isAutomatic: false,
  };
}
