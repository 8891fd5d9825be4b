/** The cards that someone has to read, one after another. */
import { hash } from 'node:crypto';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { CardDetails } from '../db/cards-repository.ts';
import { isShortId } from '../db/short-id.ts';
import type { Store } from '../db/store.ts';
import { formatDeclineReason } from './decline-reasons.ts';

/** Moderators who read at the same time begin at different ones of so many cards. */
const spread = 20;

export interface CardToRead {
  id: string;
  /** Changes with every step. */
  version: number;
  stage: CardDetails['stage'];
  /** The title of its campaign. */
  campaign: string;
  /** Whom it is for. */
  person: string;
  day: string;
  paper: boolean;
  sealed: boolean;
  /** Undefined where the server has none: it is on paper, sealed or deleted. */
  text?: string;
  from?: string;
  language?: string;
  mayBePublished: boolean;
  /** Why it was declined. */
  declineReason?: string;
}

function describe({ id, campaign: campaignId, person, stage, step_count, day, paper, payload, reason, note }: CardDetails, campaigns: readonly Campaign[]): CardToRead {
  const campaign = campaigns.find((candidate) => candidate.id === campaignId);
  const { language, postcard, sealed } = JSON.parse(payload ?? '{}') as Partial<Submission>;
  const declineReason = formatDeclineReason(reason, note);
  return {
    id,
    version: step_count,
    stage,
    campaign: campaign?.title ?? campaignId,
    person: campaign?.people?.find((candidate) => candidate.id === person)?.name ?? person,
    day,
    paper: paper === 1,
    sealed: sealed !== undefined,
    ...(postcard && sealed === undefined && { text: postcard.message ?? '', from: postcard.from ?? '' }),
    ...(language !== undefined && { language }),
    ...(declineReason !== undefined && { declineReason }),
    mayBePublished: postcard?.publish === true && campaign?.postcard?.publish === 'ask',
  };
}

export async function findCard({ cards }: Pick<Store, 'cards'>, campaigns: readonly Campaign[], id: string | undefined): Promise<CardToRead | undefined> {
  const [card] = id !== undefined && isShortId(id) ? await cards.find({ ids: [id] }) : [];
  return card && describe(card, campaigns);
}

/**
 * @param reader decides which of the oldest cards comes first, so that two moderators seldom read the same one
 * @param skipped the ids of those that are left for later
 */
export async function findNextCard({ cards }: Pick<Store, 'cards'>, campaigns: readonly Campaign[], { reader, skipped }: { reader: string; skipped: readonly string[] }): Promise<CardToRead | undefined> {
  const oldest = await cards.find({ stages: ['received'], except: skipped }, spread);
  const card = oldest[hash('sha256', reader, 'buffer').readUInt32BE() % oldest.length];
  return card && describe(card, campaigns);
}

export async function countUnread({ cards }: Pick<Store, 'cards'>): Promise<number> {
  return (await cards.countByStage({ stages: ['received'] })).reduce((sum, { count }) => sum + count, 0);
}
