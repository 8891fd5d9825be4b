/** The command line. */
import { readFileSync } from 'node:fs';
import { enableCompileCache, findPackageJSON } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import type { Environment } from '../server/config.ts';
import { NotFoundError, UsageError } from './errors.ts';
import { auditHelp, cardsHelp, checkPageHelp, deskHelp, heldHelp, help, lettersHelp, mailHelp, personHelp, programName, retentionHelp, sealedHelp, submissionsHelp, webhooksHelp } from './help.ts';
import { helpOption, parseCommandArgs } from './parse-args.ts';

const helpByCommand: Record<string, string> = { audit: auditHelp, cards: cardsHelp, 'check-page': checkPageHelp, desk: deskHelp, held: heldHelp, letters: lettersHelp, mail: mailHelp, person: personHelp, retention: retentionHelp, sealed: sealedHelp, submissions: submissionsHelp, webhooks: webhooksHelp };

/** Runs a command, and sets the exit code. */
export async function runCli(args: string[], env: Environment): Promise<void> {
  try {
    const { actor, rest } = takeActor(args);
    await dispatch(rest, { ...env, ...(actor && { AUDIT_ACTOR: actor }) });
  } catch (error) {
    const { message, code } = error as { message: string; code?: string };
    console.error(`${programName}: ${message || code}`);
    if (error instanceof UsageError) console.error(`\n${helpByCommand[args[0] ?? ''] ?? help}`);
    process.exitCode = error instanceof UsageError || error instanceof NotFoundError ? 2 : 1;
  }
}

/** Every command accepts `--actor NAME`, at any place. @throws UsageError */
function takeActor(args: string[]): { actor?: string | undefined; rest: string[] } {
  const i = args.findIndex((arg) => arg === '--actor' || arg.startsWith('--actor='));
  if (i < 0) return { rest: args };
  const [, value] = args[i]!.split(/=(.*)/s);
  const actor = value ?? args[i + 1];
  if (!actor) throw new UsageError('--actor needs a name');
  return { actor, rest: args.toSpliced(i, value === undefined ? 2 : 1) };
}

/** What an export reads is garbage at once, and V8 would give it more and more room before it collects it. Has no effect later, once it has. */
const keepNewSpaceSmall = () => setFlagsFromString('--semi-space-growth-factor=1');

/** Imports each command only when it runs: checking a document needs no server, no database and none of their packages. */
async function dispatch([command, ...args]: string[], env: Environment): Promise<void> {
  switch (command) {
    case 'check':
      (await import('./commands/check.ts')).runCheck(args);
      return;
    case 'check-page':
      enableCompileCache();
      return (await import('./commands/check-page.ts')).runCheckPage(args, env);
    case 'cards':
      enableCompileCache();
      keepNewSpaceSmall();
      return (await import('./commands/cards/cards.ts')).runCards(args, env);
    case 'desk':
      enableCompileCache();
      return (await import('./commands/desk.ts')).runDesk(args, env);
    case 'held':
      enableCompileCache();
      return (await import('./commands/held.ts')).runHeld(args, env);
    case 'letters':
      enableCompileCache();
      keepNewSpaceSmall();
      return (await import('./commands/letters/letters.ts')).runLetters(args, env);
    case 'mail':
      enableCompileCache();
      return (await import('./commands/mail.ts')).runMail(args, env);
    case 'person':
      enableCompileCache();
      return (await import('./commands/person.ts')).runPerson(args, env);
    case 'retention':
      enableCompileCache();
      return (await import('./commands/retention.ts')).runRetention(args, env);
    case 'audit':
      enableCompileCache();
      return (await import('./commands/audit.ts')).runAudit(args, env);
    case 'sealed':
      enableCompileCache();
      return (await import('./commands/sealed/sealed.ts')).runSealed(args, env);
    case 'submissions':
      enableCompileCache();
      return (await import('./commands/submissions.ts')).runSubmissions(args, env);
    case 'webhooks':
      enableCompileCache();
      return (await import('./commands/webhooks.ts')).runWebhooks(args, env);
    case 'serve':
      enableCompileCache();
      return (await import('./commands/serve.ts')).runServe(args, env);
    default:
      runWithoutCommand(command === undefined ? args : [command, ...args]);
  }
}

function runWithoutCommand(args: string[]): void {
  const { values, positionals } = parseCommandArgs({ args, allowPositionals: true, options: { ...helpOption, version: { type: 'boolean', short: 'v' } } });
  if (positionals.length) throw new UsageError(`unknown command: ${positionals[0]}`);
  if (values.help) console.log(help);
  else if (values.version) console.log(readVersion());
  else throw new UsageError('missing command');
}

function readVersion(): string {
  const file = findPackageJSON('..', import.meta.url);
  return (JSON.parse(readFileSync(file!, 'utf8')) as { version: string }).version;
}
