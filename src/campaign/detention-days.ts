/** Days in detention, as the calendar on the prison's wall counts them. */
import type { DetentionPeriod, Person } from './schema/campaign.schema.ts';

const dayLength = 86_400_000;

/** By time zone: making one costs more than all that is asked of it. */
const calendars = new Map<string, Intl.DateTimeFormat>();

/** The calendar day in a place. @param now milliseconds since the epoch @throws RangeError for an unknown time zone */
export function localDate(timeZone: string, now: number): string {
  let calendar = calendars.get(timeZone);
  if (!calendar) {
    calendar = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' });
    calendars.set(timeZone, calendar);
  }
  const parts = calendar.formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)!.value.padStart(2, '0');
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

type Place = Pick<Person, 'timeZone'>;

/** The calendar day at the place of detention; in a time zone that nobody knows, that of Greenwich. */
export function todayAt({ timeZone }: Place, now: number): string {
  try {
    return localDate(timeZone, now);
  } catch {
    return localDate('UTC', now);
  }
}

/** A calendar day in a place: its first instant and that of the next one, in milliseconds since the epoch. */
export type DayRange = readonly [start: number, end: number];
const bounds = new Map<string, DayRange>();

/**
 * When the calendar day of an instant begins and ends. It is not always at midnight, and not always after 24 hours: a
 * clock change may lie in between or right there.
 */
export function getDayRange(place: Place, now: number): DayRange {
  const { timeZone } = place;
  let known = bounds.get(timeZone);
  if (!known || now < known[0] || now >= known[1]) {
    const today = todayAt(place, now);
    /** The last second of the day from here, back or forth; no day has more than three times 24 hours. */
    const findEdge = (way: 1 | -1) => {
      let at = Math.floor(now / 1000) * 1000;
      for (let step = 2 ** 17; step >= 1; step /= 2) {
        const next = at + way * step * 1000;
        if (todayAt(place, next) === today) at = next;
      }
      return at;
    };
    known = [findEdge(-1), findEdge(1) + 1000];
    bounds.set(timeZone, known);
  }
  return known;
}

const number = (day: string) => Date.parse(day) / dayLength;

/**
 * Whole days held up to today: each spell counts `to − from`, the day of arrest is day 0, an open spell counts to
 * today, a spell that has not begun counts nothing, and a day in two spells counts once.
 * @param today the calendar day at the place of detention, `YYYY-MM-DD`; see `dayIn`
 */
export function countDaysHeld(held: readonly DetentionPeriod[], today: string): number {
  const spells = held
    .map(({ from, to }) => [number(from), Math.min(number(to ?? today), number(today))] as const)
    .sort(([a], [b]) => a - b);
  let days = 0;
  let counted = -Infinity;
  for (const [from, to] of spells) {
    days += Math.max(0, to - Math.max(from, counted));
    counted = Math.max(counted, to);
  }
  return days;
}

/** Whether somebody is held on a day: the day of release is free. */
export function isDetainedOn(held: readonly DetentionPeriod[], today: string): boolean {
  return held.some(({ from, to }) => from <= today && (to === undefined || today < to));
}

/** Whether the number can still change: a spell is open, or its last day is still to come. */
export function isOngoing(person: Pick<Person, 'timeZone' | 'held'>, now: number): boolean {
  return person.held.some(({ to }) => to === undefined || to > todayAt(person, now));
}

/** People who are alike: held for as many days, and either still held or free. */
export interface DetentionGroup<P> {
  days: number;
  held: boolean;
  people: P[];
}

/** In the order of the people. @param splitByTimeZone whether people in two time zones are not alike */
export function groupByDaysHeld<P extends Pick<Person, 'timeZone' | 'held'>>(people: readonly P[], now: number, splitByTimeZone = false): DetentionGroup<P>[] {
  const counts: DetentionGroup<P>[] = [];
  for (const person of people) {
    const today = todayAt(person, now);
    const days = countDaysHeld(person.held, today);
    const held = isDetainedOn(person.held, today);
    const same = counts.find(
      (one) => one.days === days && one.held === held && !(splitByTimeZone && one.people[0]!.timeZone !== person.timeZone),
    );
    if (same) same.people.push(person);
    else counts.push({ days, held, people: [person] });
  }
  return counts;
}
