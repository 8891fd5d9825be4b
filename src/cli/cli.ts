/** What `npx action-widgets` does with its arguments. */
import { readFileSync } from 'node:fs';
import { enableCompileCache, findPackageJSON } from 'node:module';
import { parseArgs } from 'node:util';
import type { Environment } from '../server/config.ts';
import { check } from './commands/check.ts';
import { cardsHelp, help, NotFoundError, UsageError } from './help.ts';

/** Prints what it has to say; the exit code tells how it went: 2 where it was called wrongly or something is not there. */
export async function runCli(args: string[], env: Environment): Promise<void> {
  try {
    await dispatch(args, env);
  } catch (error) {
    const { message, code } = error as { message: string; code?: string };
    console.error(`action-widgets: ${message || code}`);
    if (error instanceof UsageError) console.error(`\n${args[0] === 'cards' ? cardsHelp : help}`);
    process.exitCode = error instanceof UsageError || error instanceof NotFoundError ? 2 : 1;
  }
}

async function dispatch(args: string[], env: Environment): Promise<void> {
  // It has options of its own.
  if (args[0] === 'cards') return cards(args.slice(1), env);
  const { values, positionals } = parse(args);
  const [command, ...files] = positionals;
  if (values.help) console.log(help);
  else if (values.version) console.log(version());
  else if (command === 'check') check(files, values.json);
  else if (command === 'serve' && !files.length && !values.json) await serve(values.demo);
  else throw new UsageError(command ? `this can not be done: ${args.join(' ')}` : 'say what to do');
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
        json: { type: 'boolean', default: false },
        demo: { type: 'boolean', default: false },
      },
    });
  } catch (cause) {
    throw new UsageError((cause as Error).message, { cause });
  }
}

function version(): string {
  const file = findPackageJSON('..', import.meta.url);
  return (JSON.parse(readFileSync(file!, 'utf8')) as { version: string }).version;
}

// Only now: whoever checks a document needs no server, no database and none of their packages.
async function serve(demo: boolean): Promise<void> {
  enableCompileCache();
  const server = await import('../server/server.ts');
  await server.runUntilSignal({ demo });
}

async function cards(args: string[], env: Environment): Promise<void> {
  enableCompileCache();
  const command = await import('./commands/cards/cards.ts');
  await command.cards(args, env);
}
