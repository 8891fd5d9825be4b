import type { Speaker } from './translator.ts';

/** The day of an instant, as the reader's own calendar has it. */
export function dayOf(speaker: Speaker, instant: string): string {
  const date = new Date(instant);
  return speaker.day(new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString());
}
