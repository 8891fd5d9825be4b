/** The calendar of the demo's plan. */
import { msPerDay, msPerHour } from '../../utils/durations.ts';

/** The campaign opens, and the demo takes place: mornings in Phnom Penh. */
export const planStart = Date.parse('2016-08-08T02:00:00Z');
export const planEnd = Date.parse('2016-10-10T02:00:00Z');

/** Cards are printed on Thursdays; visits are on Saturdays. */
export const thursday = 4;
export const saturday = 6;

/** `YYYY-MM-DD`, UTC. */
export const toDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** @returns an hour, in UTC, of the day so many days later */
export const addDays = (time: number, days: number, hour: number): number =>
  Math.floor(time / msPerDay) * msPerDay + days * msPerDay + hour * msPerHour;

/** @returns an hour, in UTC, of the next such weekday after the day of `time` */
export function findWeekday(time: number, weekday: number, hour: number): number {
  const days = (weekday - new Date(time).getUTCDay() + 7) % 7 || 7;
  return addDays(time, days, hour);
}
