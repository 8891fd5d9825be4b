import type { Translator } from './translator.ts';

/**
 * The day of a point in time in the time zone that the organiser wrote it in: its own offset. So an action opens and
 * closes on the same day wherever it is shown, in the page and on the server.
 */
export function formatInstant(translator: Translator, instant: string): string {
  return translator.formatDate(instant.slice(0, 10));
}
