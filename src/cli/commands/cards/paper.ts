/** `cards paper`: registers handwritten cards. */
import { registerPaperCards, type StepResult } from '../../../server/cards/card-workflow.ts';
import { derivePaperCardIds, maxPaperCards } from '../../../server/cards/paper-cards.ts';
import type { CardRow } from '../../../server/db/schema.ts';
import { createNotFoundError, type CliContext } from '../../context.ts';
import { UsageError } from '../../errors.ts';
import { parseDay, type CardOptions } from './options.ts';
import { reportResults } from './report.ts';

/**
 * Registers a batch of paper cards, and prints their ids. The ids are derived from the name of the batch, so a repeated call
 * counts nothing.
 * @throws UsageError; NotFoundError if there is no such person; an error if another batch has the same name
 */
export async function addPaperCards(context: CliContext, options: CardOptions): Promise<void> {
  const { campaign, person, batch, count } = parsePaperOptions(options);
  assertRecipient(context, campaign, person);
  const day = parseDay(options.day);
  const batchIds = derivePaperCardIds(campaign, person, batch);
  const ids = batchIds.slice(0, count);
  const existing = await registerPaperCards(context.store, { campaign, person, ids, batchIds, day, at: Date.now() });
  assertSameBatch(existing, batch, person, count, options.day);
  await reportResults(toResults(ids, existing), { formatStage: (stage) => `${stage}, on paper` });
}

function parsePaperOptions({ campaign, person, batch, count = '1' }: CardOptions) {
  if (campaign === undefined || person === undefined) throw new UsageError('missing --campaign or --person');
  if (!batch?.trim())
    throw new UsageError('missing --batch: a name for these cards, such as "office, 8 October"; a repeated call with the same name counts nothing');
  if (!/^[1-9]\d*$/.test(count) || Number(count) > maxPaperCards) throw new UsageError(`--count must be a number from 1 to ${maxPaperCards}`);
  return { campaign, person, batch, count: Number(count) };
}

function assertRecipient({ campaigns }: CliContext, campaignId: string, person: string): void {
  const withPostcards = campaigns.filter(({ postcard }) => postcard);
  const campaign = withPostcards.find(({ id }) => id === campaignId);
  if (!campaign) throw createNotFoundError('campaign with postcards', campaignId, withPostcards.map(({ id }) => id));
  const people = campaign.postcard!.to;
  if (!people.includes(person)) throw createNotFoundError('person', person, people);
}

/** A batch is registered as a whole or not at all, so a different number or day means a different batch. */
function assertSameBatch(existing: readonly CardRow[], batch: string, person: string, count: number, day: string | undefined): void {
  const [first] = existing;
  if (first && (existing.length !== count || first.day !== (day ?? first.day)))
    throw new Error(
      `batch "${batch}" for ${person} already exists, with --count ${existing.length} and --day ${first.day}; ` +
        'repeat the call with these values, or choose another name for another batch',
    );
}

function toResults(ids: readonly string[], existing: readonly CardRow[]): StepResult[] {
  const stageById = new Map(existing.map(({ id, stage }) => [id, stage]));
  return ids.map((id) => {
    const stage = stageById.get(id);
    return stage ? { id, outcome: stage === 'withdrawn' ? stage : 'already', stage } : { id, outcome: 'done' };
  });
}
