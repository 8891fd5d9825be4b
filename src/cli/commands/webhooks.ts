/** `webhooks`: where the server sends messages, and whether they arrive. */
import type { Environment } from '../../server/config.ts';
import { webhookStates, type WebhookDeliveryRow, type WebhookState } from '../../server/db/webhook-rows.ts';
import { addWebhook, findWebhookUrlProblem, getWebhookStatuses, isWebhookEvent, rotateSecret, webhookEvents, type WebhookStatus } from '../../server/webhooks/webhooks.ts';
import { assertStored, openContext, type CliContext } from '../context.ts';
import { createUnknownCommandError, NotFoundError, UsageError } from '../errors.ts';
import { formatCount } from '../format-count.ts';
import { webhooksHelp } from '../help.ts';
import { helpOption, parseCommandArgs } from '../parse-args.ts';
import { sanitize, toSafeJson } from '../terminal.ts';

const pageSize = 1000;
const text = { type: 'string' } as const;
const options = { ...helpOption, campaign: text, events: text, state: text, json: { type: 'boolean' } } as const;

interface WebhookOptions {
  campaign?: string | undefined;
  events?: string | undefined;
  state?: string | undefined;
  json?: boolean | undefined;
}

/** What each command takes: `webhook` a webhook, and for `retry` also messages. */
const commands: Record<string, { operand: 'url' | 'webhook' | 'optional' | 'none'; options: readonly (keyof WebhookOptions)[] }> = {
  add: { operand: 'url', options: ['campaign', 'events'] },
  status: { operand: 'none', options: ['json'] },
  list: { operand: 'optional', options: ['state', 'json'] },
  test: { operand: 'webhook', options: [] },
  retry: { operand: 'webhook', options: [] },
  rotate: { operand: 'webhook', options: [] },
  disable: { operand: 'webhook', options: [] },
  enable: { operand: 'webhook', options: [] },
  remove: { operand: 'webhook', options: [] },
};

/** @throws UsageError; NotFoundError if there is no such webhook, or the database cannot be opened */
export async function runWebhooks(args: string[], env: Environment): Promise<void> {
  const { values, positionals } = parseCommandArgs({ args, allowPositionals: true, options });
  const [name = '', ...operands] = positionals;
  if (values.help) {
    console.log(webhooksHelp);
    return;
  }
  checkUsage(name, operands, values);
  const context = await openContext(env, `webhooks ${name}`);
  try {
    if (name === 'add') await add(context, operands[0]!, values);
    else if (name === 'status') await printStatus(context, values);
    else if (name === 'list') await printList(context, operands[0], values);
    else await change(context, name, operands);
  } finally {
    await context.store.close();
  }
}

function checkUsage(name: string, operands: readonly string[], { help: _, ...values }: WebhookOptions & { help?: boolean | undefined }): void {
  const command = Object.hasOwn(commands, name) ? commands[name]! : undefined;
  if (!command) throw createUnknownCommandError('webhooks', name);
  for (const option of Object.keys(values)) if (!(command.options as readonly string[]).includes(option)) throw new UsageError(`webhooks ${name} does not support --${option}`);
  const { operand } = command;
  if ((operand === 'url' || operand === 'webhook') && !operands.length) throw new UsageError(`webhooks ${name} needs ${operand === 'url' ? 'a URL' : 'the id of a webhook'}`);
  const maxOperands = operand === 'none' ? 0 : name === 'retry' ? Infinity : 1;
  if (operands.length > maxOperands) throw new UsageError(`unexpected argument: ${operands.slice(maxOperands).join(' ')}`);
  const problem = operand === 'url' ? findWebhookUrlProblem(operands[0]!, true) : undefined;
  if (problem) throw new UsageError(`${operands[0]}: ${problem}`);
  parseEvents(values.events);
  if (values.state !== undefined && !isState(values.state)) throw new UsageError(`unknown state: ${values.state}; known: ${webhookStates.join(', ')}`);
}

const isState = (state: string): state is WebhookState => (webhookStates as readonly string[]).includes(state);

function parseEvents(list: string | undefined) {
  const events = list === undefined ? webhookEvents : [...new Set(list.split(',').map((event) => event.trim()))];
  return events.map((event) => {
    if (!isWebhookEvent(event)) throw new UsageError(`unknown event: ${event}; known: ${webhookEvents.join(', ')}`);
    return event;
  });
}

async function add(context: CliContext, url: string, { campaign, events }: WebhookOptions): Promise<void> {
  if (campaign !== undefined) await assertStored(context, campaign);
  const { id, secret } = await addWebhook(context.store, { url, campaign: campaign ?? null, events: parseEvents(events), allowsInternal: true, now: Date.now() });
  console.log(`${id}\n${secret}`);
  console.error('The second line is the secret, with which the receiver checks signatures. You see it only now.');
}

async function printStatus({ store }: CliContext, { json }: WebhookOptions): Promise<void> {
  const statuses = await getWebhookStatuses(store);
  if (json) console.log(toSafeJson(statuses.map(describeStatus)));
  else console.log(statuses.map(formatStatus).join('\n\n') || 'there are no webhooks');
}

const describeStatus = ({ webhook: { id, url, campaign, created_at, disabled }, events, counts, lastProblem }: WebhookStatus) => ({
  id,
  url,
  ...(campaign !== null && { campaign }),
  events,
  created: created_at,
  ...(disabled !== null && { disabled }),
  ...counts,
  ...(lastProblem && { lastProblem }),
});

function formatStatus(status: WebhookStatus): string {
  const { id, url, campaign = 'all campaigns', events, disabled, waiting, sent, failed, cancelled, lastProblem } = describeStatus(status);
  const lines = [
    `${id}  ${url}${disabled ? ` (disabled${disabled === 'gone' ? ': it answered 410' : ''})` : ''}`,
    `  ${campaign}: ${events.join(', ')}`,
    `  ${waiting} waiting, ${sent} sent, ${failed} failed, ${cancelled} cancelled`,
  ];
  if (lastProblem) lines.push(`  last problem: ${lastProblem.problem} after ${formatCount(lastProblem.tries, 'try', 'tries')}, ${lastProblem.state === 'waiting' ? `next ${lastProblem.due}` : 'failed'}`);
  return lines.map(sanitize).join('\n');
}

async function printList({ store }: CliContext, webhook: string | undefined, { state, json }: WebhookOptions): Promise<void> {
  const messages = [];
  for (let after = ''; ; ) {
    const page = await store.webhooks.findDeliveries({ webhook, state: state as WebhookState | undefined }, after, pageSize);
    messages.push(...page.map(describeMessage));
    if (page.length < pageSize) break;
    after = page.at(-1)!.id;
  }
  if (json) console.log(toSafeJson(messages));
  else console.log([...messages.map(formatMessage), formatCount(messages.length, 'message')].join('\n'));
}

const describeMessage = ({ id, webhook, event, campaign, state, occurred_at, due_at, tries, problem, sent_at }: WebhookDeliveryRow) => ({
  id,
  webhook,
  event,
  ...(campaign && { campaign }),
  state,
  occurred: occurred_at,
  tries,
  ...(state === 'waiting' && { due: due_at }),
  ...(problem !== null && { problem }),
  ...(sent_at !== null && { sent: sent_at }),
});

function formatMessage({ id, webhook, event, campaign, state, tries, due, problem, sent }: ReturnType<typeof describeMessage>): string {
  const details = [campaign && `(${campaign})`, due && `due ${due}`, sent && `on ${sent}`, problem && `${problem} after ${formatCount(tries, 'try', 'tries')}`];
  return sanitize(`${id}  ${state}  ${event} to ${webhook}${details.map((detail) => (detail ? ` ${detail}` : '')).join('')}`);
}

async function change({ store }: CliContext, name: string, [id = '', ...messages]: readonly string[]): Promise<void> {
  const { webhooks } = store;
  const webhook = await webhooks.find(id);
  if (!webhook) throw new NotFoundError(`${sanitize(id)}: there is no such webhook; see webhooks status`);
  const now = new Date();
  if (name === 'rotate') {
    console.log(await rotateSecret(store, id, now.getTime()));
    console.error('This is the new secret. You see it only now. For a day, messages are signed with both.');
  } else if (name === 'retry') {
    const count = await webhooks.retry(id, now.toISOString(), messages.length ? messages : undefined);
    console.log(`${formatCount(count, 'message is', 'messages are')} due now`);
    if (messages.length > count) process.exitCode = 1;
  } else if (name === 'test') {
    if (webhook.disabled !== null) throw new NotFoundError(`${id}: it is disabled`);
    console.log(`${await webhooks.addTest(id, now.toISOString())}: queued; see webhooks list ${id}`);
  } else if (name === 'remove') {
    await webhooks.remove(id);
    console.log(`${id}: removed, with the messages to it`);
  } else {
    await webhooks.change(id, { disabled: name === 'enable' ? null : 'by-hand' });
    console.log(`${id}: ${name}d`);
  }
}
