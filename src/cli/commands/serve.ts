/** `serve`: runs the server until a signal ends it. */
import { parseArgs } from 'node:util';
import type { Environment } from '../../server/config.ts';
import { runUntilSignal } from '../../server/server.ts';
import { UsageError } from '../errors.ts';
import { help } from '../help.ts';

/** @throws UsageError; otherwise what prevents the server from starting */
export async function runServe(args: string[], env: Environment): Promise<void> {
  const { values } = parse(args);
  if (values.help) console.log(help);
  else await runUntilSignal(env, { demo: values.demo ?? false });
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: { demo: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
  } catch (cause) {
    throw new UsageError((cause as Error).message, { cause });
  }
}
