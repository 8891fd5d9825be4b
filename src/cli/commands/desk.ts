/** `desk`: invites people to the organiser's desk, and removes their accounts. */
import type { Environment } from '../../server/config.ts';
import { changeMessages, invite, isDeskRole, normalizeName } from '../../server/desk/accounts.ts';
import { openContext, type CliContext } from '../context.ts';
import { createUnknownCommandError, NotFoundError, UsageError } from '../errors.ts';
import { formatCount } from '../format-count.ts';
import { deskHelp } from '../help.ts';
import { getOrigin } from '../origin.ts';
import { helpOption, parseCommandArgs } from '../parse-args.ts';
import { sanitize } from '../terminal.ts';

/** @throws UsageError; NotFoundError if there is no such account, or the database cannot be opened */
export async function runDesk(args: string[], env: Environment): Promise<void> {
  const { values, positionals } = parseCommandArgs({ args, allowPositionals: true, options: { ...helpOption, role: { type: 'string' }, name: { type: 'string' } } });
  const [command = '', ...operands] = positionals;
  if (values.help) {
    console.log(deskHelp);
    return;
  }
  if (!['invite', 'accounts', 'remove'].includes(command)) throw createUnknownCommandError('desk', command);
  if (operands.length !== (command === 'remove' ? 1 : 0)) throw new UsageError(command === 'remove' ? 'desk remove needs one name' : `unexpected argument: ${operands.join(' ')}`);
  if (command !== 'invite' && (values.role ?? values.name) !== undefined) throw new UsageError(`desk ${command} does not support --role and --name`);
  const invitation = command === 'invite' ? parseInvitation(values) : undefined;
  const context = await openContext(env, `desk ${command}`);
  try {
    if (invitation) await printLink(context, { ...invitation, origin: getOrigin(env) });
    else if (command === 'accounts') await list(context);
    else await remove(context, operands[0]!);
  } finally {
    await context.store.close();
  }
}

function parseInvitation({ role, name: text }: { role?: string | undefined; name?: string | undefined }) {
  if (!isDeskRole(role)) throw new UsageError('desk invite needs --role reader, --role moderator or --role owner');
  const name = normalizeName(text ?? role);
  if (name === undefined) throw new UsageError('a name has 1 to 100 characters');
  return { role, name };
}

async function printLink({ store }: CliContext, account: Omit<Parameters<typeof invite>[1], 'now'>): Promise<void> {
  const result = await invite(store, { ...account, now: Date.now() });
  if ('otherRole' in result) throw new NotFoundError(`${sanitize(account.name)} has the role ${result.otherRole}; an owner can change it on the desk`);
  console.log(result.url);
  console.error(`This link signs in ${sanitize(account.name)} (${account.role}), once, within a day.`);
}

async function list({ store }: CliContext): Promise<void> {
  const accounts = await store.desk.getAccounts();
  const lines = accounts.map(({ name, role, signed_in_at: time }) => sanitize(`${role.padEnd(9)}  ${time ? `signed in on ${time.slice(0, 10)}` : 'has not signed in yet'}  ${name}`));
  console.log([...lines, formatCount(accounts.length, 'account')].join('\n'));
}

async function remove({ store }: CliContext, text: string): Promise<void> {
  const change = await store.desk.removeAccount(normalizeName(text) ?? text);
  if (change !== 'done') throw new NotFoundError(`${sanitize(text)}: ${changeMessages[change]}`);
  console.log(`${sanitize(text)}: removed`);
}
