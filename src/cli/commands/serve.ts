/** `serve`: runs the server until a signal ends it. */
import type { Environment } from '../../server/config.ts';
import { runUntilSignal } from '../../server/server.ts';
import { help } from '../help.ts';
import { helpOption, parseCommandArgs } from '../parse-args.ts';

/** @throws UsageError; otherwise what prevents the server from starting */
export async function runServe(args: string[], env: Environment): Promise<void> {
  const { values } = parseCommandArgs({ args, options: { ...helpOption, demo: { type: 'boolean' } } });
  if (values.help) console.log(help);
  else await runUntilSignal(env, { demo: values.demo ?? false });
}
