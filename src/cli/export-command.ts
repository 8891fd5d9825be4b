/** What the exports of letters and cards have in common. */
import { getContactConsents } from '../server/exports/contact.ts';
import { exportFormats, isForContact, type ExportFormat, type ExportRequest } from '../server/exports/export.ts';
import type { WriteBytes } from '../server/exports/row-writer.ts';
import type { Store } from '../server/db/store.ts';
import { assertStored, describeMissingDocument, type CliContext } from './context.ts';
import { NotFoundError, UsageError } from './errors.ts';
import { writeOutput, type OutputOptions } from './output.ts';

export interface ExportOptions extends OutputOptions {
  format?: string | undefined;
  for?: string | undefined;
}

/** @throws UsageError if the format is missing or unknown, or the purpose is */
export function parseFormat({ format, for: purpose }: ExportOptions): ExportFormat {
  const knownFormat = exportFormats.find((one) => one === format);
  if (!knownFormat) throw new UsageError(`--format must be one of ${exportFormats.join(', ')}`);
  if (purpose !== undefined && purpose !== 'contact') throw new UsageError('--for must be contact');
  return knownFormat;
}

/** As it is recorded. */
export const describeExport = (command: string, { format, for: purpose }: ExportOptions): string =>
  [command, format && `--format ${format}`, purpose && `--for ${purpose}`].filter(Boolean).join(' ');

/**
 * Exports to a file or to standard output, and says on standard error how much.
 * @throws NotFoundError if the campaign does not exist, or has no document although the export needs it
 */
export async function runExport(
  context: CliContext,
  campaign: string,
  options: ExportOptions,
  exportRows: (store: Store, request: ExportRequest, write: WriteBytes) => Promise<number>,
  formatTotal: (count: number) => string,
): Promise<void> {
  const format = parseFormat(options);
  const forContact = isForContact(format, options.for === 'contact');
  await assertStored(context, campaign);
  const document = context.campaigns.find(({ id }) => id === campaign);
  if (forContact && !document) throw new NotFoundError(describeMissingDocument(context, campaign, 'which says who may be contacted'));
  if (!document) console.error(describeMissingDocument(context, campaign, 'so names are unknown and answers have no columns of their own'));
  const count = await writeOutput(options, (write) => exportRows(context.store, { campaign, document, format, forContact, now: Date.now() }, write));
  // On standard error, because standard output may be the export.
  console.error(`${formatTotal(count)} exported`);
  if (forContact && !getContactConsents(document).size)
    console.error(`${campaign}: no question of its document has "purpose": "contact", so nobody may be contacted`);
}
