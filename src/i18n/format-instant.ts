import type { Translator } from './translator.ts';

/**
 * The day of a point in time in the time zone that the organiser wrote it in: its own offset. So an action opens and
 * closes on the same day wherever it is shown, in the page and on the server. Where it is another day for the reader, the
 * zone is named.
 * @param offset of the reader, in minutes behind UTC; by default that of the browser. The server does not know it: 0 names
 * the zone where the day is another in UTC
 */
export function formatInstant(translator: Translator, instant: string, offset = new Date(instant).getTimezoneOffset()): string {
  const day = instant.slice(0, 10);
  const date = translator.formatDate(day);
  const readerTime = new Date(Date.parse(instant) - offset * 60_000).toISOString();
  if (readerTime.startsWith(day)) return date;
  const [offsetText = ''] = /[+-]\d\d:\d\d$/.exec(instant) ?? [];
  return translator.t('feedback.dateInZone', { date, zone: `UTC${offsetText}` });
}
