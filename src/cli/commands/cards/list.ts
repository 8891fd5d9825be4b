/** `cards list`: shows cards. */
import type { Submission } from '../../../campaign/schema/submission.schema.ts';
import { formatDeclineReason } from '../../../server/cards/decline-reasons.ts';
import type { CardDetails } from '../../../server/db/cards-repository.ts';
import type { Stage } from '../../../server/db/schema.ts';
import { getTextExpiry } from '../../../server/retention/expiry.ts';
import { countExpiringCards, formatExpiryWarning } from '../../../server/retention/retention-job.ts';
import { assertKnown, createNotFoundError, findPerson, warnMissingCampaigns, type CliContext } from '../../context.ts';
import { formatCount } from '../../format-count.ts';
import { quoteBlock, sanitize, toSafeJson } from '../../terminal.ts';
import type { CardOptions } from './options.ts';

/** Withdrawn cards are listed only on request. */
export const activeStages: readonly Stage[] = ['received', 'approved', 'declined', 'printed', 'delivered'];
export const stages: readonly Stage[] = [...activeStages, 'withdrawn'];

/** @throws NotFoundError */
export async function listCards(context: CliContext, { campaign, person, stage, json }: CardOptions): Promise<void> {
  await assertKnown(context, { campaign, person });
  if (stage !== undefined && !stages.includes(stage as Stage)) throw createNotFoundError('stage', stage, stages);
  const cards = await context.store.cards.find({ campaign, person, stages: stage === undefined ? activeStages : [stage as Stage] });
  const descriptions = cards.map((card) => describe(context, card));
  if (json) console.log(toSafeJson(descriptions));
  else console.log([...descriptions.map(formatCard), formatCount(cards.length, 'card')].join('\n\n'));
  // On standard error, because the list may be saved to a file that later names the cards.
  warnMissingCampaigns(context, cards);
  for (const warning of await countExpiringCards(context.campaigns, context.store, Date.now()))
    if (campaign === undefined || campaign === warning.campaign) console.error(formatExpiryWarning(warning));
}

type CardDescription = ReturnType<typeof describe>;

/** A card as it is written as JSON. It says no more about the sender than the card itself. */
function describe(context: CliContext, card: CardDetails) {
  const { id, campaign: campaignId, person, stage, day, paper, payload, delivered, place, reason, note } = card;
  const campaign = context.campaigns.find((candidate) => candidate.id === campaignId);
  const expiry = needsText(card) ? getTextExpiry(card, campaign) : undefined;
  const { language, postcard, sealed } = JSON.parse(payload ?? '{}') as Partial<Submission>;
  return {
    id,
    campaign: campaignId,
    person,
    name: findPerson(context, { campaign: campaignId, person })?.name ?? person,
    stage,
    day,
    paper: paper === 1,
    ...(delivered !== null && { delivered: { day: delivered, ...(place !== null && { place }) } }),
    ...(reason !== null && { declined: { reason, ...(note !== null && { note }) } }),
    ...(!paper && payload === null && { textDeleted: true }),
    ...(expiry !== undefined && { textUntil: expiry.slice(0, 10) }),
    ...(sealed !== undefined && { sealed: true }),
    ...(postcard && sealed === undefined && { from: postcard.from ?? '', text: postcard.message ?? '' }),
    ...(postcard && {
      language,
      ...(postcard.design !== undefined && { design: postcard.design }),
      // The sender's consent alone is not enough: the campaign must publish messages as well.
      mayBePublished: postcard.publish === true && campaign?.postcard?.publish === 'ask',
    }),
  };
}

/** Whether someone still has to read or print the text. */
const needsText = ({ stage, payload }: CardDetails) => payload !== null && (stage === 'received' || stage === 'approved');

function formatCard(card: CardDescription): string {
  const { id, campaign, person, name, stage, day, delivered, declined, textUntil } = card;
  const delivery = delivered ? ` on ${delivered.day}${delivered.place ? ` at ${sanitize(delivered.place)}` : ''}` : '';
  const deadline = textUntil ? `, text kept until ${textUntil}` : '';
  const declineReason = declined ? `: ${sanitize(formatDeclineReason(declined.reason, declined.note ?? null)!)}` : '';
  const head = `${id}  ${stage}${delivery}${declineReason}\n  to ${sanitize(name)} (${campaign}, ${person}), received on ${day}${deadline}`;
  if (card.paper) return `${head}, on paper`;
  if (card.textDeleted) return `${head}, text deleted`;
  const publication = card.mayBePublished ? 'may be published' : 'not to be published';
  if (card.sealed) return `${head}\n  from a sealed submission, in ${card.language}, ${publication}`;
  return `${head}\n  from ${sanitize(card.from ?? '')}, in ${card.language}, ${publication}\n${quoteBlock(card.text ?? '')}`;
}
