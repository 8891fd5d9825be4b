/** Days in detention, as the calendar on the prison's wall counts them. */
import type { Held } from './campaign.ts';

const dayLength = 86_400_000;

/** The calendar day in a place. @param now milliseconds since the epoch @throws RangeError for an unknown time zone */
export function dayIn(timeZone: string, now: number): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)!.value.padStart(2, '0');
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

const number = (day: string) => Date.parse(`${day}T00:00:00Z`) / dayLength;

/**
 * Whole days held up to today: each spell counts `to − from`, the day of arrest is day 0, an open spell counts to
 * today, a spell that has not begun counts nothing, and a day in two spells counts once.
 * @param today the calendar day at the place of detention, `YYYY-MM-DD`; see `dayIn`
 */
export function daysHeld(held: readonly Held[], today: string): number {
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
export function isHeld(held: readonly Held[], today: string): boolean {
  return held.some(({ from, to }) => from <= today && (to === undefined || today < to));
}
