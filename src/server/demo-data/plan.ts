/**
 * The demo's cards: 469 for five people, 120 of them on paper, of which 195 have been delivered by 10 October 2016.
 * Everything is computed and nothing is random, so that a second run creates exactly the same cards.
 */
import { hash } from 'node:crypto';
import { getPersonFields } from '../../campaign/person-fields.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { Step } from '../cards/card-workflow.ts';
import { deriveShortId } from '../db/short-id.ts';
import { addDays, findWeekday, planEnd, planStart, saturday, thursday, toDay } from './plan-dates.ts';

/** Texts in one language; `{n}` is replaced by the number of the card. */
export interface Sample {
  language: string;
  from: string;
  texts: string[];
}

/** A card: that of a submission to a person, or a paper card by its id. */
export type PlannedCard = { submission: string; person: string } | { paper: string };

/** Something that happens to some cards at an instant, in milliseconds since the epoch. */
export type PlannedEvent =
  | { at: number; paper: string[]; person: string; day: string }
  | { at: number; step: Step; cards: PlannedCard[]; day?: string; place?: string | undefined };

export interface Plan {
  /** In the order in which they are submitted. */
  submissions: { at: number; body: Submission }[];
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
/** To how many people the supporters write, in turn. */
const recipientCounts = [1, 1, 2, 1, 1, 3, 1, 2, 1, 5];

/** @param campaign with postcards to at least five people */
export function createPlan(campaign: Campaign, samples: readonly Sample[]): Plan {
  const people = campaign.postcard!.to;
  const submissions = planSubmissions(campaign, samples, people);
  const events = new EventList(campaign);
  planOnlineSteps(submissions, events);
  planPaperCards(campaign, people, events);
  return { submissions, events: events.toSorted(), lastPaperCard: derivePaperCardId(campaign, paperCards - 1) };
}

const derivePaperCardId = (campaign: Campaign, i: number) => deriveShortId(`${campaign.id} sample of paper ${i}`);

/** Steps that are taken at the same time in the same place are one event. */
class EventList {
  readonly #campaign: Campaign;
  readonly #events = new Map<string, PlannedEvent>();

  constructor(campaign: Campaign) {
    this.#campaign = campaign;
  }

  addStep(at: number, step: Step, card: PlannedCard, person: string): void {
    const place = this.#campaign.people?.find(({ id }) => id === person)?.place;
    const delivery = step === 'delivered' ? { day: toDay(at), place } : {};
    const key = `${at} ${step} ${delivery.place}`;
    const event = this.#events.get(key);
    if (event && 'cards' in event) event.cards.push(card);
    else this.#events.set(key, { at, step, cards: [card], ...delivery });
  }

  addPaperCard(at: number, id: string, person: string): void {
    const key = `${at} paper ${person}`;
    const event = this.#events.get(key);
    if (event && 'paper' in event) event.paper.push(id);
    else this.#events.set(key, { at, paper: [id], person, day: toDay(at) });
  }

  toSorted(): PlannedEvent[] {
    return [...this.#events.values()].sort((a, b) => a.at - b.at);
  }
}

function planOnlineSteps(submissions: Plan['submissions'], events: EventList): void {
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

function planSubmissions(campaign: Campaign, samples: readonly Sample[], people: readonly string[]): Plan['submissions'] {
  const groups: string[][] = [];
  for (let remaining = onlineCards; remaining > 0; remaining -= groups.at(-1)!.length) {
    const i = groups.length;
    const size = Math.min(recipientCounts[i % recipientCounts.length]!, remaining);
    groups.push(Array.from({ length: size }, (_, j) => people[(2 * i + j) % people.length]!));
  }
  return groups.map((to, i) => ({
    at: Math.round(planStart + ((planEnd - planStart) * i) / groups.length),
    body: createSubmission(campaign, samples, to, i),
  }));
}

function createSubmission(campaign: Campaign, samples: readonly Sample[], to: string[], i: number): Submission {
  const { designs } = campaign.postcard!;
  const number = String(i + 1);
  const { language, from, texts } = samples[i % samples.length]!;
  const text = texts[Math.floor(i / samples.length) % texts.length]!;
  const sender = from.replace('{n}', number);
  return {
    id: deriveUuid(`${campaign.id} sample ${number}`),
    kind: 'postcard',
    language,
    ...(getPersonFields(campaign).name !== 'no' && { person: { name: sender } }),
    postcard: { to, design: designs[i % designs.length]!.id, message: text.replace('{n}', number), from: sender, publish: i % 5 !== 4 },
  };
}

const deriveUuid = (seed: string) =>
  hash('sha256', seed).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
