/** Days in detention, counted in the calendar of the place of detention. */
import { msPerDay } from '../utils/durations.ts';
import type { DetentionPeriod, Person } from './schema/campaign.schema.ts';

/** By time zone, because creating a format costs more than everything it is used for. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day in a time zone. @param now milliseconds since the epoch @throws RangeError for an unknown time zone */
export function localDate(timeZone: string, now: number): string {
  let format = dateFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' });
    dateFormats.set(timeZone, format);
  }
  const parts = format.formatToParts(now);
  const getPart = (type: string) => parts.find((part) => part.type === type)!.value.padStart(2, '0');
  return `${getPart('year').padStart(4, '0')}-${getPart('month')}-${getPart('day')}`;
}

type Place = Pick<Person, 'timeZone'>;

/** The calendar day at the place of detention; in UTC if this engine does not know the time zone. */
export function todayAt({ timeZone }: Place, now: number): string {
  try {
    return localDate(timeZone, now);
  } catch {
    return localDate('UTC', now);
  }
}

/** The start of a calendar day and the start of the next one, in milliseconds since the epoch. */
export type DayRange = readonly [start: number, end: number];
const dayRanges = new Map<string, DayRange>();

/**
 * When the calendar day of a point in time begins and ends. It does not always begin at midnight or last 24 hours: a
 * clock change may happen during the day or at its start.
 */
export function getDayRange(place: Place, now: number): DayRange {
  const { timeZone } = place;
  let range = dayRanges.get(timeZone);
  if (!range || now < range[0] || now >= range[1]) {
    const today = todayAt(place, now);
    /** The last second of the day in one direction, by halving steps; no day is longer than three times 24 hours. */
    const findEdge = (direction: 1 | -1) => {
      let edge = Math.floor(now / 1000) * 1000;
      for (let step = 2 ** 17; step >= 1; step /= 2) {
        const next = edge + direction * step * 1000;
        if (todayAt(place, next) === today) edge = next;
      }
      return edge;
    };
    range = [findEdge(-1), findEdge(1) + 1000];
    dayRanges.set(timeZone, range);
  }
  return range;
}

const toDayNumber = (date: string) => Date.parse(date) / msPerDay;

/**
 * Whole days held up to today: each period counts `to − from`, the day of arrest is day 0, an open period counts to
 * today, a period that has not started counts nothing, and a day in two periods counts once.
 * @param today the calendar day at the place of detention, `YYYY-MM-DD`; see `localDate`
 */
export function countDaysHeld(held: readonly DetentionPeriod[], today: string): number {
  const periods = held
    .map(({ from, to }) => [toDayNumber(from), Math.min(toDayNumber(to ?? today), toDayNumber(today))] as const)
    .sort(([a], [b]) => a - b);
  let days = 0;
  let countedUntil = -Infinity;
  for (const [from, to] of periods) {
    days += Math.max(0, to - Math.max(from, countedUntil));
    countedUntil = Math.max(countedUntil, to);
  }
  return days;
}

/** Whether a person is held on a day; on the day of release they are free. */
export function isDetainedOn(held: readonly DetentionPeriod[], today: string): boolean {
  return held.some(({ from, to }) => from <= today && (to === undefined || today < to));
}

/** Whether the number of days can still change: a period is open, or its last day is still to come. */
export function isOngoing(person: Pick<Person, 'timeZone' | 'held'>, now: number): boolean {
  return person.held.some(({ to }) => to === undefined || to > todayAt(person, now));
}

/** People who have been held for the same number of days, and are all still held or all free. */
export interface DetentionGroup<P> {
  days: number;
  held: boolean;
  people: P[];
}

/** In the order of the people. @param splitByTimeZone puts people in different time zones into different groups */
export function groupByDaysHeld<P extends Pick<Person, 'timeZone' | 'held'>>(people: readonly P[], now: number, splitByTimeZone = false): DetentionGroup<P>[] {
  const count = (person: P) => {
    const today = todayAt(person, now);
    return { days: countDaysHeld(person.held, today), held: isDetainedOn(person.held, today) };
  };
  const groups = Map.groupBy(people, (person) => JSON.stringify([count(person), splitByTimeZone && person.timeZone]));
  return [...groups.values()].map((group) => ({ ...count(group[0]!), people: group }));
}
