/** `retention`: shows what the server will delete, and when. */
import type { Environment } from '../../server/config.ts';
import { planDeletions } from '../../server/retention/plan-deletions.ts';
import { openContext } from '../context.ts';
import { UsageError } from '../errors.ts';
import { formatCount } from '../format-count.ts';
import { retentionHelp } from '../help.ts';
import { helpOption, parseCommandArgs } from '../parse-args.ts';

const maxDays = 3660;

/** @throws UsageError; NotFoundError if the database cannot be opened */
export async function runRetention(args: string[], env: Environment): Promise<void> {
  const { values } = parseCommandArgs({ args, options: { ...helpOption, 'dry-run': { type: 'boolean' }, days: { type: 'string' } } });
  if (values.help) {
    console.log(retentionHelp);
    return;
  }
  if (!values['dry-run']) throw new UsageError('the server deletes by itself every hour; use --dry-run to show what it will delete');
  const days = Number(values.days ?? 30);
  if (!Number.isInteger(days) || days < 1 || days > maxDays) throw new UsageError(`--days must be a whole number from 1 to ${maxDays}`);
  const context = await openContext(env, 'retention');
  try {
    let isEmpty = true;
    for await (const { campaign, when, count } of planDeletions(context.campaigns, context.store, Date.now(), days)) {
      isEmpty = false;
      console.log(`${campaign}: ${formatCount(count, 'submission')} ${formatTime(when, days)}`);
    }
    if (isEmpty) console.log('no text is stored');
  } finally {
    await context.store.close();
  }
}

function formatTime(when: string, days: number): string {
  if (when === 'now') return 'within the next hour';
  return when === 'later' ? `after ${days} days, or without a day of deletion` : `on ${when}`;
}
