/** `letters`: lists, exports and prints the letters of a campaign. */
import type { Environment } from '../../../server/config.ts';
import { exportLetters } from '../../../server/exports/export.ts';
import { openContext } from '../../context.ts';
import { createUnknownCommandError, UsageError } from '../../errors.ts';
import { describeExport, parseFormat, runExport } from '../../export-command.ts';
import { formatCount } from '../../format-count.ts';
import { lettersHelp } from '../../help.ts';
import { helpOption, parseCommandArgs } from '../../parse-args.ts';
import { listLetters } from './list.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
/** What each command accepts. */
const optionNames: Record<string, readonly string[]> = { list: [], export: ['format', 'for', 'output', 'force'], pack: ['names', 'output', 'force'] };
const options = { ...helpOption, format: text, for: text, output: text, force: flag, names: flag } as const;

/** @throws UsageError; NotFoundError if the campaign does not exist, or a file exists or cannot be written */
export async function runLetters(args: string[], env: Environment): Promise<void> {
  const { values, positionals } = parseCommandArgs({ args, allowPositionals: true, options });
  const { help, ...given } = values;
  const [name = '', campaign, ...others] = positionals;
  if (help) {
    console.log(lettersHelp);
    return;
  }
  if (!Object.hasOwn(optionNames, name)) throw createUnknownCommandError('letters', name);
  if (campaign === undefined) throw new UsageError('missing campaign');
  if (others.length) throw new UsageError(`unexpected argument: ${others.join(' ')}`);
  const unsupported = Object.keys(given).find((option) => !optionNames[name]!.includes(option));
  if (unsupported !== undefined) throw new UsageError(`letters ${name} does not support --${unsupported}`);
  if (name === 'export') parseFormat(given);
  const context = await openContext(env, describeExport(`letters ${name}${given.names ? ' --names' : ''}`, given));
  try {
    if (name === 'list') await listLetters(context, campaign);
    else if (name === 'pack') await (await import('./pack.ts')).packLetters(context, campaign, given);
    else await runExport(context, campaign, given, exportLetters, (count) => formatCount(count, 'letter'));
  } finally {
    await context.store.close();
  }
}
