/** The options of the `cards` commands. */
import { isIsoDate } from '../../../campaign/formats.ts';
import { isFutureDay } from '../../../server/cards/future-day.ts';
import { UsageError } from '../../errors.ts';
import { helpOption, parseCommandArgs } from '../../parse-args.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const options = {
  campaign: text,
  person: text,
  stage: text,
  from: text,
  day: text,
  place: text,
  reason: text,
  note: text,
  count: text,
  batch: text,
  format: text,
  for: text,
  output: text,
  force: flag,
  json: flag,
  ...helpOption,
} as const;

export type CardOptions = ReturnType<typeof parseCardArgs>['values'];
export type CardOptionName = keyof typeof options;

/** @throws UsageError */
export const parseCardArgs = (args: string[]) => parseCommandArgs({ args, allowPositionals: true, options });

/** @returns the day, by default today in the time zone of this machine @throws UsageError if it is invalid, or in the future everywhere */
export function parseDay(day: string | undefined): string {
  if (day === undefined) return new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  if (!isIsoDate(day)) throw new UsageError('--day must be an existing day, written as 2016-10-08');
  if (isFutureDay(day, Date.now())) throw new UsageError(`--day ${day} is in the future`);
  return day;
}
