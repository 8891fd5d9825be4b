/** `cards export`: writes the cards of a campaign to a file. */
import { exportCards } from '../../../server/exports/export.ts';
import type { CliContext } from '../../context.ts';
import { UsageError } from '../../errors.ts';
import { runExport } from '../../export-command.ts';
import { formatCount } from '../../format-count.ts';
import type { CardOptions } from './options.ts';

/** @throws UsageError; NotFoundError if the campaign does not exist, or the file exists or cannot be written */
export async function exportAllCards(context: CliContext, options: CardOptions): Promise<void> {
  if (options.campaign === undefined) throw new UsageError('missing --campaign');
  const noun = options.format?.startsWith('osdi') ? 'sender' : 'card';
  await runExport(context, options.campaign, options, exportCards, (count) => formatCount(count, noun));
}
