/** Which cards are printed, on which sheets. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import { localizeCampaign, negotiateLanguage } from '../../campaign/localize.ts';
import type { CardDetails } from '../db/cards-repository.ts';

/** A card as it is printed. */
export interface PrintCard {
  id: string;
  /** BCP 47. */
  language: string;
  message: string;
  /** The name that the sender has put on the card. */
  from: string;
  /** The image of its front: its address in the document, and its description. */
  image: { src: string; alt: string } | undefined;
}

/** The cards to one person. */
export interface PrintBatch {
  campaign: string;
  title: string;
  person: string;
  name: string;
  place: string | undefined;
  cards: PrintCard[];
}

/** `not-approved`: nobody has read it, or it was declined; `text-deleted`; `paper`: it is on paper; `sealed`: the server cannot read it; `no-campaign`: its campaign has no document. */
export type SkipReason = 'not-approved' | 'text-deleted' | 'paper' | 'sealed' | 'no-campaign';

export interface PrintJob {
  /** In the order of the people in each document. */
  batches: PrintBatch[];
  skipped: { id: string; reason: SkipReason }[];
}

/**
 * @param cards in the order of printing; those that are printed already are printed again
 * @param options `includesSealed`: sealed cards are on the sheets as well, without what the server cannot read
 */
export function createPrintJob(cards: readonly CardDetails[], campaigns: readonly Campaign[], { includesSealed = false } = {}): PrintJob {
  const batches = new Map<string, PrintBatch>();
  const skipped: PrintJob['skipped'] = [];
  for (const card of cards) {
    const campaign = campaigns.find(({ id }) => id === card.campaign);
    const result = toPrintCard(card, campaign, includesSealed);
    if (typeof result === 'string') {
      skipped.push({ id: card.id, reason: result });
      continue;
    }
    const key = `${card.campaign}/${card.person}`;
    const person = campaign!.people?.find(({ id }) => id === card.person);
    const batch = batches.get(key) ?? { campaign: card.campaign, title: campaign!.title, person: card.person, name: person?.name ?? card.person, place: person?.place, cards: [] };
    batch.cards.push(result);
    batches.set(key, batch);
  }
  const getPosition = ({ campaign, person }: PrintBatch) => campaigns.find(({ id }) => id === campaign)!.people?.findIndex(({ id }) => id === person) ?? 0;
  return { batches: [...batches.values()].sort((a, b) => a.campaign.localeCompare(b.campaign) || getPosition(a) - getPosition(b)), skipped };
}

function toPrintCard({ id, stage, paper, payload }: CardDetails, campaign: Campaign | undefined, includesSealed: boolean): PrintCard | SkipReason {
  if (paper) return 'paper';
  if (stage !== 'approved' && stage !== 'printed') return 'not-approved';
  if (payload === null) return 'text-deleted';
  const { language, postcard, sealed } = JSON.parse(payload) as Submission;
  if (sealed !== undefined && !includesSealed) return 'sealed';
  if (!campaign) return 'no-campaign';
  const { designs } = localizeCampaign(campaign, negotiateLanguage(campaign, language)).postcard ?? { designs: [] };
  const design = designs.find((candidate) => candidate.id === postcard?.design);
  return { id, language, message: postcard?.message ?? '', from: postcard?.from ?? '', image: design && { src: design.src, alt: design.alt } };
}

/** A4 sheets of four. The columns of each back are exchanged, so that it lies behind its front when the sheet is turned like a page. */
export function layOutSheets<T>(cards: readonly T[]): { fronts: (T | undefined)[]; backs: (T | undefined)[] }[] {
  const sheets = [];
  for (let i = 0; i < cards.length; i += 4) {
    const [a, b, c, d] = cards.slice(i, i + 4);
    sheets.push({ fronts: [a, b, c, d], backs: [b, a, d, c] });
  }
  return sheets;
}
