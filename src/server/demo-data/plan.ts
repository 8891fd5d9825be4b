/**
 * What the demonstration's cards are: 469 for five people, 120 of them on paper, of which 195 have been delivered by 10
 * October 2016. Nothing in it is left to chance, so that making them twice makes them once.
 */
import { hash } from 'node:crypto';
import { getPersonFields } from '../../campaign/person-fields.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { Step } from '../cards/card-workflow.ts';
import { shortIdFrom } from '../cards/short-id.ts';

/** Words in one language; `{n}` stands for the number of the card. */
export interface Sample {
  language: string;
  from: string;
  texts: string[];
}

/** A card of the plan: the one of a submission to a person, or one of paper, by its id. */
export type PlannedCard = { submission: string; person: string } | { paper: string };

/** Something that happens to some cards at an instant, in milliseconds since the epoch. */
export type PlannedEvent =
  | { at: number; paper: string[]; person: string; day: string }
  | { at: number; step: Step; cards: PlannedCard[]; day?: string; place?: string | undefined };

export interface Plan {
  /** In the order in which they were sent. */
  submissions: { at: number; body: Submission }[];
  /** What comes after, in order. The last of them counts in the last card of paper. */
  events: PlannedEvent[];
  /** That card's id: where it is, all is. */
  last: string;
}

const online = 349;
const delivered = { online: 135, paper: 60 };
/** Printed, and still to be delivered. */
const waiting = 60;
/** The youngest, which nobody has read yet. */
const unread = 8;
/** One in so many is declined. */
const declinedEvery = 58;
const paper = 120;
/** Counted in at the very end. */
const latePaper = 3;
/** To how many people one after the other writes. */
const sizes = [1, 1, 2, 1, 1, 3, 1, 2, 1, 5];

const dayLength = 86_400_000;
const instant = (text: string) => Date.parse(text);
/** When the campaign began, and when all this is looked at: mornings in Phnom Penh. */
const [begin, end] = [instant('2016-08-08T02:00:00Z'), instant('2016-10-10T02:00:00Z')];
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
/** The day so many days after another, at an hour in UTC. */
const later = (time: number, days: number, hour: number) =>
  Math.floor(time / dayLength) * dayLength + days * dayLength + hour * 3_600_000;
/** Printing is done on Thursdays, visits are on Saturdays: the first such day after an instant. */
const weekday = (time: number, wanted: number, hour: number) => {
  const days = (wanted - new Date(time).getUTCDay() + 7) % 7 || 7;
  return later(time, days, hour);
};
const [thursday, saturday] = [4, 6];

const uuidFrom = (seed: string) =>
  hash('sha256', seed).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');

/** @param campaign that takes postcards to five people at least */
export function planOf(campaign: Campaign, samples: readonly Sample[]): Plan {
  const people = campaign.postcard!.to;
  const paperId = (i: number) => shortIdFrom(`${campaign.id} sample of paper ${i}`);
  const submissions = submissionsOf(campaign, samples, people);
  const events = new Map<string, PlannedEvent>();
  const place = (person: string) => campaign.people?.find(({ id }) => id === person)?.place;

  /** Takes a step with one more card; what happens at one time in one place is one event. */
  function addEvent(at: number, step: Step, card: PlannedCard, person: string): void {
    const where = step === 'delivered' ? { day: dayOf(at), place: place(person) } : {};
    const key = `${at} ${step} ${where.place}`;
    const known = events.get(key);
    if (known && 'cards' in known) known.cards.push(card);
    else events.set(key, { at, step, cards: [card], ...where });
  }

  const cards = submissions.flatMap(({ at, body }) =>
    body.postcard!.to.map((person) => ({ at, person, card: { submission: body.id, person } })),
  );
  let approved = 0;
  for (const [i, { at, person, card }] of cards.slice(0, -unread).entries()) {
    const read = later(at, 1, 3);
    const isDeclined = i % declinedEvery === declinedEvery / 2;
    addEvent(read, isDeclined ? 'declined' : 'approved', card, person);
    if (isDeclined) continue;
    const nth = approved++;
    const print = weekday(read, thursday, 8);
    if (nth < delivered.online + waiting) addEvent(print, 'printed', card, person);
    if (nth < delivered.online) addEvent(weekday(print, saturday, 9), 'delivered', card, person);
  }

  const perWeek = 3 * people.length;
  for (let i = 0; i < paper; i++) {
    const isLate = i >= paper - latePaper;
    const at = isLate ? later(end, 0, 4) : later(begin, 4 + 7 * Math.floor(i / perWeek), 10);
    const person = people[i % people.length]!;
    const id = paperId(i);
    const key = `${at} paper ${person}`;
    const known = events.get(key);
    if (known && 'paper' in known) known.paper.push(id);
    else events.set(key, { at, paper: [id], person, day: dayOf(at) });
    if (isLate) continue;
    const read = later(at, 1, 3);
    addEvent(read, 'approved', { paper: id }, person);
    if (i < delivered.paper) addEvent(weekday(read, saturday, 9), 'delivered', { paper: id }, person);
  }
  return { submissions, events: [...events.values()].sort((a, b) => a.at - b.at), last: paperId(paper - 1) };
}

function submissionsOf(campaign: Campaign, samples: readonly Sample[], people: readonly string[]): Plan['submissions'] {
  const { designs } = campaign.postcard!;
  const groups: string[][] = [];
  for (let left = online; left > 0; left -= groups.at(-1)!.length) {
    const n = groups.length;
    const size = Math.min(sizes[n % sizes.length]!, left);
    groups.push(Array.from({ length: size }, (_, i) => people[(2 * n + i) % people.length]!));
  }
  return groups.map((to, i) => {
    const n = String(i + 1);
    const { language, from, texts } = samples[i % samples.length]!;
    const text = texts[Math.floor(i / samples.length) % texts.length]!;
    const sender = from.replace('{n}', n);
    return {
      at: Math.round(begin + ((end - begin) * i) / groups.length),
      body: {
        id: uuidFrom(`${campaign.id} sample ${n}`),
        kind: 'postcard',
        language,
        ...(getPersonFields(campaign).name !== 'no' && { person: { name: sender } }),
        postcard: { to, design: designs[i % designs.length]!.id, message: text.replace('{n}', n), from: sender, publish: i % 5 !== 4 },
      },
    };
  });
}
