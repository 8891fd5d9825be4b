import type { Translator } from './translator.ts';

/** The day of an instant, as the reader's own calendar has it. */
export function formatInstant(translator: Translator, instant: string): string {
  const date = new Date(instant);
  return translator.formatDate(new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString());
}
