import { msPerHour } from '../../utils/durations.ts';

/** The largest offset of a place on earth ahead of UTC, in milliseconds. */
const maxOffsetAheadOfUtc = 14 * msPerHour;

/** Whether a day has not begun anywhere on earth. @param day `YYYY-MM-DD` @param now milliseconds since the epoch */
export const isFutureDay = (day: string, now: number): boolean => day > new Date(now + maxOffsetAheadOfUtc).toISOString().slice(0, 10);
