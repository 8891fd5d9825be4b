/** `sealed`: makes the key of a sealed campaign, and gets what was sealed with it. */
import type { Environment } from '../../../server/config.ts';
import { createUnknownCommandError, UsageError } from '../../errors.ts';
import { sealedHelp } from '../../help.ts';
import { helpOption, parseCommandArgs } from '../../parse-args.ts';

const options = { ...helpOption, campaign: { type: 'string' }, out: { type: 'string' } } as const;

/** @throws UsageError; NotFoundError if the campaign does not exist, or a file cannot be written */
export async function runSealed(args: string[], env: Environment): Promise<void> {
  const { values, positionals } = parseCommandArgs({ args, allowPositionals: true, options });
  const { help, campaign, out } = values;
  const [name, ...operands] = positionals;
  if (help) {
    console.log(sealedHelp);
    return;
  }
  if (name === 'create-key') {
    const [file, ...others] = operands;
    if (campaign !== undefined || out !== undefined) throw new UsageError('sealed create-key has no options');
    if (file === undefined || others.length) throw new UsageError('sealed create-key needs the name of one new file');
    return (await import('./create-key.ts')).createKey(file);
  }
  if (name === 'export') {
    if (operands.length) throw new UsageError(`unexpected argument: ${operands.join(' ')}`);
    if (campaign === undefined || out === undefined) throw new UsageError('missing --campaign or --out');
    return (await import('./export.ts')).exportSealed(env, campaign, out);
  }
  throw createUnknownCommandError('sealed', name);
}
