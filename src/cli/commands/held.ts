/** `held`: shows, releases and declines submissions that are stored but not counted. */
import type { Environment } from '../../server/config.ts';
import type { HeldSubmission } from '../../server/db/held-repository.ts';
import { describeHeld, type HeldDescription } from '../../server/submissions/describe-held.ts';
import { declineHeld, heldFailures, releaseHeld, type HeldResult } from '../../server/submissions/held-submissions.ts';
import { createNotFoundError, openContext, type CliContext } from '../context.ts';
import { createUnknownCommandError, UsageError } from '../errors.ts';
import { formatCount } from '../format-count.ts';
import { heldHelp } from '../help.ts';
import { helpOption, parseCommandArgs } from '../parse-args.ts';
import { quoteBlock, sanitize, toSafeJson } from '../terminal.ts';

interface HeldOptions {
  campaign?: string | undefined;
  json?: boolean | undefined;
}

/** @throws UsageError; NotFoundError if the campaign does not exist */
export async function runHeld(args: string[], env: Environment): Promise<void> {
  const { values, positionals } = parseCommandArgs({ args, allowPositionals: true, options: { ...helpOption, campaign: { type: 'string' }, json: { type: 'boolean' } } });
  const [name = '', ...operands] = positionals;
  if (values.help) {
    console.log(heldHelp);
    return;
  }
  if (!['list', 'release', 'decline'].includes(name)) throw createUnknownCommandError('held', name);
  if (name === 'list' && operands.length) throw new UsageError(`unexpected argument: ${operands.join(' ')}`);
  if (name !== 'list' && values.json) throw new UsageError(`held ${name} does not support --json`);
  if (name !== 'list' && (operands.length > 0) === (values.campaign !== undefined)) throw new UsageError('name the submissions either by id or by --campaign');
  const context = await openContext(env, `held ${name}`);
  try {
    if (values.campaign !== undefined) await assertCampaign(context, values.campaign);
    if (name === 'list') await list(context, values);
    else await decide(context, name, operands, values);
  } finally {
    await context.store.close();
  }
}

async function assertCampaign({ store, campaigns }: CliContext, id: string): Promise<void> {
  const ids = new Set([...campaigns.map((campaign) => campaign.id), ...(await store.held.find({})).map(({ campaign }) => campaign)]);
  if (!ids.has(id)) throw createNotFoundError('campaign', id, ids);
}

async function list({ store }: CliContext, { campaign, json }: HeldOptions): Promise<void> {
  const submissions = (await store.held.find({ campaign })).map(describeHeld);
  if (json) console.log(toSafeJson(submissions));
  else console.log([...submissions.map(format), formatCount(submissions.length, 'held submission')].join('\n\n'));
}

async function decide(context: CliContext, name: string, operands: readonly string[], { campaign }: HeldOptions): Promise<void> {
  const { store, campaigns, sendsLetters } = context;
  const isWaiting = ({ held }: HeldSubmission) => held !== 'declined';
  const ids = campaign === undefined ? operands.map((id) => id.toLowerCase()) : (await store.held.find({ campaign })).filter(isWaiting).map(({ held_id }) => held_id);
  if (!ids.length) console.log('no submissions are held');
  if (name === 'release' && !sendsLetters && campaigns.some(({ letter }) => letter?.delivery === 'email')) console.error('SMTP_URL is not set, so letters are only collected, and never sent by email');
  const results = name === 'release' ? releaseHeld(context, [...new Set(ids)]) : declineHeld(store, [...new Set(ids)]);
  await report(results, name === 'release' ? 'released' : 'declined');
}

async function report(results: AsyncIterable<HeldResult>, verdict: string): Promise<void> {
  for await (const { id, outcome } of results) {
    const name = sanitize(id);
    if (outcome === 'done') console.log(`${name}: ${verdict}`);
    else if (outcome === 'already') console.log(`${name}: already ${verdict}`);
    else {
      console.error(`${name}: ${heldFailures[outcome]}`);
      process.exitCode = 1;
    }
  }
}

function format({ id, campaign, kind, reason, day, partner, textDeleted, sealed, to = [], subject, from, text = '', language }: HeldDescription): string {
  const source = partner === undefined ? '' : `, through ${sanitize(partner)}`;
  const head = `${id}  ${reason}\n  ${kind} (${campaign}), received on ${day}${source}`;
  if (textDeleted) return `${head}, text deleted`;
  if (sealed) return `${head}\n  to ${sanitize(to.join(', '))}, in ${sanitize(language!)}, sealed`;
  const signature = from === undefined ? '' : `, from ${sanitize(from)}`;
  const title = subject === undefined ? '' : `\n${quoteBlock(subject)}`;
  return `${head}\n  to ${sanitize(to.join(', '))}${signature}, in ${sanitize(language!)}${title}\n${quoteBlock(text)}`;
}
