/** `mail`: shows the letters that the server sends by email, and what became of them. */
import type { Environment } from '../../server/config.ts';
import type { LetterEmailFilter } from '../../server/db/letter-emails-repository.ts';
import type { LetterEmailRow, LetterEmailState } from '../../server/db/schema.ts';
import { openContext, type CliContext } from '../context.ts';
import { createUnknownCommandError, UsageError } from '../errors.ts';
import { formatCount } from '../format-count.ts';
import { mailHelp } from '../help.ts';
import { helpOption, parseCommandArgs } from '../parse-args.ts';
import { sanitize, toSafeJson } from '../terminal.ts';
import { readBounces } from './read-bounces.ts';

const states: readonly LetterEmailState[] = ['waiting', 'sent', 'failed', 'bounced', 'cancelled'];
const pageSize = 1000;
const options = { ...helpOption, campaign: { type: 'string' }, state: { type: 'string' }, json: { type: 'boolean' } } as const;

interface MailOptions extends LetterEmailFilter {
  json?: boolean | undefined;
}

/** @throws UsageError; NotFoundError if the database cannot be opened */
export async function runMail(args: string[], env: Environment): Promise<void> {
  const { values, positionals } = parseCommandArgs({ args, allowPositionals: true, options });
  const [name = '', ...operands] = positionals;
  if (values.help) {
    console.log(mailHelp);
    return;
  }
  if (name === 'read-bounces') {
    const other = Object.keys(values)[0];
    if (other !== undefined) throw new UsageError(`mail read-bounces does not support --${other}`);
    return readBounces(operands, env);
  }
  const state = states.find((candidate) => candidate === values.state);
  if (values.state !== undefined && !state) throw new UsageError(`unknown state: ${values.state}; known: ${states.join(', ')}`);
  checkUsage(name, operands, values);
  const context = await openContext(env, `mail ${name}`);
  const mailOptions: MailOptions = { ...values, state };
  try {
    if (name === 'status') await printStatus(context, mailOptions);
    else if (name === 'list') await printList(context, mailOptions);
    else await changeState(context, name, operands, mailOptions);
  } finally {
    await context.store.close();
  }
}

function checkUsage(name: string, operands: readonly string[], { campaign, state, json }: { campaign?: string; state?: string; json?: boolean }): void {
  const isReport = name === 'status' || name === 'list';
  if (!isReport && name !== 'retry' && name !== 'bounce') throw createUnknownCommandError('mail', name);
  if (isReport && operands.length) throw new UsageError(`unexpected argument: ${operands.join(' ')}`);
  if (!isReport && json) throw new UsageError(`mail ${name} does not support --json`);
  if (name !== 'list' && state !== undefined) throw new UsageError(`mail ${name} does not support --state`);
  if (name === 'bounce' && (campaign !== undefined || !operands.length)) throw new UsageError('name the emails that have come back by id');
  if (name === 'retry' && (operands.length > 0) === (campaign !== undefined)) throw new UsageError('name the emails either by id or by --campaign');
}

async function printStatus({ store }: CliContext, { json, ...filter }: MailOptions): Promise<void> {
  const counts = await store.letterEmails.count(filter);
  const confirmations = await store.confirmations.count(filter.campaign);
  if (json) {
    console.log(toSafeJson([...counts, ...confirmations.map((row) => ({ ...row, confirmation: true }))]));
    return;
  }
  const lines = [...counts.map(({ campaign, state, count }) => `${campaign}: ${count} ${state}`), ...confirmations.map(({ campaign, state, count }) => `${campaign}: ${formatCount(count, 'confirmation')} ${state}`)];
  console.log(lines.map(sanitize).join('\n') || 'no letters are sent by email');
}

async function findEmails({ store }: CliContext, filter: LetterEmailFilter): Promise<LetterEmailRow[]> {
  const emails: LetterEmailRow[] = [];
  for (;;) {
    const page = await store.letterEmails.find(filter, emails.at(-1)?.id ?? '', pageSize);
    emails.push(...page);
    if (page.length < pageSize) return emails;
  }
}

async function printList(context: CliContext, { json, ...filter }: MailOptions): Promise<void> {
  const emails = (await findEmails(context, filter)).map(describe);
  if (json) console.log(toSafeJson(emails));
  else console.log([...emails.map(format), formatCount(emails.length, 'email')].join('\n'));
}

/** Without the supporter, whom nobody needs here. */
const describe = ({ id, campaign, target, state, queued_at, due_at, tries, problem, sent_at }: LetterEmailRow) => ({
  id,
  campaign,
  target,
  state,
  queued: queued_at,
  tries,
  ...(state === 'waiting' && { due: due_at }),
  ...(problem !== null && { problem }),
  ...(sent_at !== null && { sent: sent_at }),
});

function format({ id, campaign, target, state, tries, due, problem, sent }: ReturnType<typeof describe>): string {
  const details = [due && `due ${due}`, sent && `on ${sent}`, problem && `${problem} after ${formatCount(tries, 'try', 'tries')}`];
  return sanitize(`${id}  ${state}  to ${target} (${campaign})${details.map((detail) => (detail ? `, ${detail}` : '')).join('')}`);
}

async function changeState(context: CliContext, name: string, operands: readonly string[], { campaign }: MailOptions): Promise<void> {
  const { letterEmails } = context.store;
  const failed = campaign === undefined ? [] : await findEmails(context, { campaign, state: 'failed' });
  const ids = campaign === undefined ? [...new Set(operands.map(toId))] : failed.map(({ id }) => id);
  const changed = new Set(await (name === 'retry' ? letterEmails.retry(ids, new Date().toISOString()) : letterEmails.markBounced(ids)));
  for (const id of ids)
    if (changed.has(id)) console.log(`${id}: ${name === 'retry' ? 'queued again' : 'marked as bounced'}`);
    else {
      console.error(`${sanitize(id)}: ${name === 'retry' ? 'no failed or bounced email' : 'no sent email'} has this id`);
      process.exitCode = 1;
    }
  if (!ids.length) console.log('no email has failed');
}

/** A message that has come back quotes the `Message-ID`, `<id@host>`. */
const toId = (operand: string) => operand.replace(/^</, '').split('@')[0]!.toLowerCase();
