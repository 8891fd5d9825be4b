/** `submissions`: takes back a flood, and takes that back. */
import { isIsoDate, isIsoDateTime } from '../../campaign/formats.ts';
import type { Environment } from '../../server/config.ts';
import { countWithdrawable, restoreSubmissions, withdrawSubmissions, type WithdrawalFilter, type WithdrawalResult } from '../../server/submissions/withdraw-submissions.ts';
import { createNotFoundError, openContext, type CliContext } from '../context.ts';
import { createUnknownCommandError, NotFoundError, UsageError } from '../errors.ts';
import { formatCount } from '../format-count.ts';
import { submissionsHelp } from '../help.ts';
import { helpOption, parseCommandArgs } from '../parse-args.ts';
import { sanitize } from '../terminal.ts';

const text = { type: 'string' } as const;
const filterOptions = { campaign: text, partner: text, from: text, to: text, origin: text } as const;

type Options = ReturnType<typeof parse>['values'];

const parse = (args: string[]) =>
  parseCommandArgs({ args, allowPositionals: true, options: { ...helpOption, ...filterOptions, 'dry-run': { type: 'boolean' } } });

/** @throws UsageError; NotFoundError if the campaign or the withdrawal does not exist */
export async function runSubmissions(args: string[], env: Environment): Promise<void> {
  const { values, positionals } = parse(args);
  const [name = '', ...operands] = positionals;
  if (values.help) {
    console.log(submissionsHelp);
    return;
  }
  if (!['withdraw', 'restore', 'withdrawals'].includes(name)) throw createUnknownCommandError('submissions', name);
  const options = Object.keys(values);
  if (name !== 'withdraw' && options.length) throw new UsageError(`submissions ${name} does not support --${options[0]}`);
  if (name === 'restore' ? operands.length !== 1 : operands.length > 0)
    throw new UsageError(name === 'restore' ? 'name one withdrawal' : `unexpected argument: ${operands.join(' ')}`);
  const filter = name === 'withdraw' ? parseFilter(values, Date.now()) : undefined;
  const context = await openContext(env, `submissions ${name}`);
  try {
    if (filter) await withdraw(context, filter, values);
    else if (name === 'restore') await restore(context, operands[0]!.toLowerCase());
    else await list(context);
  } finally {
    await context.store.close();
  }
}

/** @throws UsageError */
function parseFilter({ campaign, partner, from, to, origin }: Options, now: number): WithdrawalFilter {
  if (campaign === undefined) throw new UsageError('missing --campaign');
  if ([partner, from, to, origin].every((value) => value === undefined))
    throw new UsageError('name what to take back: --partner, --origin, --from or --to');
  return {
    campaign,
    partner,
    origin,
    ...(from !== undefined && { from: parseInstant('--from', from).toISOString() }),
    // What arrives from now on stays.
    to: to === undefined ? new Date(now).toISOString() : parseInstant('--to', to).toISOString(),
  };
}

/** @throws UsageError */
function parseInstant(option: string, value: string): Date {
  if (!isIsoDate(value) && !isIsoDateTime(value)) throw new UsageError(`${option} must be a day such as 2016-10-08, or a time such as 2016-10-08T18:30:00Z`);
  return new Date(value);
}

async function withdraw({ store, campaigns }: CliContext, filter: WithdrawalFilter, options: Options): Promise<void> {
  // A campaign whose document is gone has submissions all the same.
  if (!campaigns.some(({ id }) => id === filter.campaign) && !(await store.withdrawals.findSubmissions({ ...filter, partner: undefined, from: undefined }, '', 1)).length)
    throw createNotFoundError('campaign', filter.campaign, campaigns.map(({ id }) => id));
  if (options['dry-run']) {
    const { perPartner, ...result } = await countWithdrawable(store, filter);
    const partners = [...perPartner].sort(([, a], [, b]) => b - a).map(([partner, count]) => `  ${partner === null ? 'without a partner' : sanitize(partner)}: ${count}`);
    console.log([`would take back ${format(result)}`, ...partners].join('\n'));
    return;
  }
  const result = await withdrawSubmissions(store, filter, { now: Date.now(), onStart: (id) => console.log(`withdrawal ${id}`) });
  console.log(`took back ${format(result)}`);
  console.log(`to undo that: submissions restore ${result.id}`);
}

async function restore({ store }: CliContext, id: string): Promise<void> {
  const count = await restoreSubmissions(store, id, Date.now());
  if (count === undefined) throw new NotFoundError(`no such withdrawal: ${sanitize(id)}`);
  console.log(`restored ${formatCount(count, 'submission')}`);
}

async function list({ store }: CliContext): Promise<void> {
  const withdrawals = await store.withdrawals.getAll();
  const lines = withdrawals.map(({ id, campaign, created_at, filter }) => {
    const { partner, origin, from, to } = JSON.parse(filter) as WithdrawalFilter;
    const conditions = [partner !== undefined && `partner ${partner}`, origin !== undefined && `origin ${origin}`, from !== undefined && `from ${from}`, `to ${to}`];
    return sanitize(`${id}  ${campaign}, on ${created_at}: ${conditions.filter(Boolean).join(', ')}`);
  });
  console.log(lines.join('\n') || 'nothing has been taken back');
}

const format = ({ counted, held }: WithdrawalResult) => `${formatCount(counted + held, 'submission')}: ${counted} were counted, ${held} were held`;
