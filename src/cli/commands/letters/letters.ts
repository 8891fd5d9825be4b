/** `letters`: lists and exports the letters of a campaign. */
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
const options = { ...helpOption, format: text, for: text, output: text, force: { type: 'boolean' } } as const;

/** @throws UsageError; NotFoundError if the campaign does not exist, or a file exists or cannot be written */
export async function runLetters(args: string[], env: Environment): Promise<void> {
  const { values, positionals } = parseCommandArgs({ args, allowPositionals: true, options });
  const { help, ...exportOptions } = values;
  const [name = '', campaign, ...others] = positionals;
  if (help) {
    console.log(lettersHelp);
    return;
  }
  if (!['list', 'export'].includes(name)) throw createUnknownCommandError('letters', name);
  if (campaign === undefined) throw new UsageError('missing campaign');
  if (others.length) throw new UsageError(`unexpected argument: ${others.join(' ')}`);
  const [option] = Object.keys(exportOptions);
  if (name === 'list' && option !== undefined) throw new UsageError(`letters list does not support --${option}`);
  if (name === 'export') parseFormat(exportOptions);
  const context = await openContext(env, name === 'export' ? describeExport('letters export', exportOptions) : `letters ${name}`);
  try {
    if (name === 'list') await listLetters(context, campaign);
    else await runExport(context, campaign, exportOptions, exportLetters, (count) => formatCount(count, 'letter'));
  } finally {
    await context.store.close();
  }
}
