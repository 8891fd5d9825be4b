/**
 * The demo's cards: 469 for five people, 120 of them on paper, of which 195 have been delivered by 10 October 2016.
 * Everything is computed and nothing is random, so that a second run creates exactly the same cards.
 */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { deriveShortId } from '../db/short-id.ts';
import { EventList, type PlannedEvent } from './plan-events.ts';
import { addDays, findWeekday, planEnd, planStart, saturday, thursday } from './plan-dates.ts';
import { planSubmissions, type PlannedSubmission, type Sample } from './plan-submissions.ts';

export interface Plan {
  /** In the order in which they are submitted. */
  submissions: PlannedSubmission[];
  /** What happens afterwards, in order. The last event registers the last paper card. */
  events: PlannedEvent[];
  /** The id of that card: if it exists, the plan has been carried out. */
  lastPaperCard: string;
}

const onlineCards = 349;
const paperCards = 120;
const deliveredOnline = 135;
const deliveredOnPaper = 60;
/** Printed, and waiting to be delivered. */
const printedOnly = 60;
/** The most recent cards, which have not been read yet. */
const unreadCards = 8;
/** One in this many is declined. */
const declineInterval = 58;
/** Registered at the very end. */
const latePaperCards = 3;

/** @param campaign with postcards to at least five people */
export function createPlan(campaign: Campaign, samples: readonly Sample[]): Plan {
  const people = campaign.postcard!.to;
  const submissions = planSubmissions(campaign, samples, onlineCards);
  const events = new EventList(campaign);
  planOnlineSteps(submissions, events);
  planPaperCards(campaign, people, events);
  return { submissions, events: events.toSorted(), lastPaperCard: derivePaperCardId(campaign, paperCards - 1) };
}

const derivePaperCardId = (campaign: Campaign, i: number) => deriveShortId(`${campaign.id} sample of paper ${i}`);

function planOnlineSteps(submissions: readonly PlannedSubmission[], events: EventList): void {
  const cards = submissions.flatMap(({ at, body }) =>
    body.postcard!.to.map((person) => ({ at, person, card: { submission: body.id, person } })),
  );
  let approvedCount = 0;
  for (const [i, { at, person, card }] of cards.slice(0, -unreadCards).entries()) {
    const readAt = addDays(at, 1, 3);
    const isDeclined = i % declineInterval === declineInterval / 2;
    events.addStep(readAt, isDeclined ? 'declined' : 'approved', card, person);
    if (isDeclined) continue;
    const rank = approvedCount++;
    const printedAt = findWeekday(readAt, thursday, 8);
    if (rank < deliveredOnline + printedOnly) events.addStep(printedAt, 'printed', card, person);
    if (rank < deliveredOnline) events.addStep(findWeekday(printedAt, saturday, 9), 'delivered', card, person);
  }
}

function planPaperCards(campaign: Campaign, people: readonly string[], events: EventList): void {
  const perWeek = 3 * people.length;
  for (let i = 0; i < paperCards; i++) {
    const isLate = i >= paperCards - latePaperCards;
    const at = isLate ? addDays(planEnd, 0, 4) : addDays(planStart, 4 + 7 * Math.floor(i / perWeek), 10);
    const person = people[i % people.length]!;
    const id = derivePaperCardId(campaign, i);
    events.addPaperCard(at, id, person);
    if (isLate) continue;
    const readAt = addDays(at, 1, 3);
    events.addStep(readAt, 'approved', { paper: id }, person);
    if (i < deliveredOnPaper) events.addStep(findWeekday(readAt, saturday, 9), 'delivered', { paper: id }, person);
  }
}
