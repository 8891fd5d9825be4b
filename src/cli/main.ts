#!/usr/bin/env node
/** The command line: `npx action-widgets`. */
import { readFileSync } from 'node:fs';
import { enableCompileCache, findPackageJSON } from 'node:module';
import { parseArgs } from 'node:util';
import { checkFile, count, report, type Checked } from './check.ts';

const help = `action-widgets check [--json] FILE…   checks campaign documents
action-widgets serve                  runs the endpoint; its settings are environment variables, see the README
action-widgets --help | --version

check prints one line for each fault, as file:line:column: error or warning: what is wrong (at its JSON Pointer).
It ends with 0 if there is no error, 1 if there is one, 2 if it was called wrongly or a file can not be read.`;

/** Called wrongly: the exit code is 2. */
class UsageError extends Error {
  override name = 'UsageError';
}

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parse(args);
  const [command, ...files] = positionals;
  if (values.help) console.log(help);
  else if (values.version) console.log(version());
  else if (command === 'check') check(files, values.json);
  else if (command === 'serve' && !files.length && !values.json) await serve();
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

function check(files: readonly string[], json: boolean): void {
  if (!files.length) throw new UsageError('name the files to check');
  const all: Checked[] = [];
  for (const file of files) {
    try {
      all.push(checkFile(file));
    } catch (unreadable) {
      console.error((unreadable as Error).message);
      process.exitCode = 2;
    }
  }
  console.log(json ? JSON.stringify(all, null, 2) : report(all).join('\n'));
  if (count(all, 'error')) process.exitCode ??= 1;
}

async function serve(): Promise<void> {
  // Only now: whoever checks a document needs no server, no database and none of their packages.
  enableCompileCache();
  const endpoint = await import('../endpoint/server.ts');
  await endpoint.runUntilSignal();
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`action-widgets: ${(error as Error).message}`);
  if (error instanceof UsageError) console.error(`\n${help}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
