/** `cards print`: writes approved cards to a file for the printer. */
import { existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CardDetails } from '../../../server/db/cards-repository.ts';
import { createPrintJob, type SkipReason } from '../../../server/print/print-job.ts';
import { readImages } from '../../../server/print/read-images.ts';
import { writePdf } from '../../../server/print/write-pdf.ts';
import { cardSheets } from '../../../server/views/card-sheets.ts';
import { assertKnown, findCards, type CliContext } from '../../context.ts';
import { NotFoundError, UsageError } from '../../errors.ts';
import { formatCount } from '../../format-count.ts';
import { writeOutput } from '../../output.ts';
import { sanitize } from '../../terminal.ts';
import { parseDay, type CardOptions } from './options.ts';

const skipReasons: Record<SkipReason, string> = {
  'not-approved': 'not approved, so it is not printed',
  'text-deleted': 'its text has been deleted',
  paper: 'a paper card is not printed',
  sealed: 'it is sealed, and only you can read it; see sealed --help',
  'no-campaign': 'its campaign has no valid document; set CAMPAIGNS_DIR to its folder',
};

/** @throws UsageError; NotFoundError if the file exists */
export function assertOutput(output: string | undefined): asserts output is string {
  if (output === undefined || !/\.(?:html|pdf)$/i.test(output)) throw new UsageError('missing --output FILE, with a name that ends in .html or .pdf');
  if (existsSync(output)) throw new NotFoundError(`${output} exists already`);
}

/** @param ids of the cards; without any, the options select approved ones @throws UsageError; NotFoundError */
export async function printCards(context: CliContext, ids: readonly string[], { from, campaign, person, output }: CardOptions): Promise<void> {
  assertOutput(output);
  if ((campaign !== undefined || person !== undefined) === (ids.length > 0 || from !== undefined))
    throw new UsageError('name the cards either by id or --from, or by --campaign or --person');
  await printSheets(context, await select(context, ids, { campaign, person }), output);
}

/** @param output a file that does not exist, with a name that ends in .html or .pdf @throws NotFoundError */
export async function printSheets(context: CliContext, selected: readonly CardDetails[], output: string): Promise<void> {
  const { batches, skipped } = createPrintJob(selected, context.campaigns);
  for (const { id, reason } of skipped) console.error(`${id}: ${skipReasons[reason]}`);
  if (skipped.length) process.exitCode = 1;
  const cards = batches.flatMap((batch) => batch.cards);
  if (!cards.length) {
    console.log('no cards are ready to be printed');
    return;
  }
  const report = (src: string) => console.error(`${sanitize(src)}: not an image ${context.folder === undefined ? 'of the desk' : `in ${context.folder}`}, so its description is printed instead`);
  const sheets = cardSheets({ batches, day: parseDay(undefined), getImage: await readImages(context.store, context.folder, cards, report) });
  await write(output, String(await sheets));
  for (const [campaignId, some] of Map.groupBy(batches, (batch) => batch.campaign))
    await context.store.audit.record({ campaign: campaignId, ids: some.flatMap((batch) => batch.cards.map(({ id }) => id)) });
  // The output names the cards for cards printed --from.
  for (const { id } of cards) console.log(`${id}: in the file`);
  console.error(`${formatCount(cards.length, 'card')} in ${sanitize(output)}`);
}

async function select(context: CliContext, ids: readonly string[], filter: { campaign?: string | undefined; person?: string | undefined }): Promise<CardDetails[]> {
  if (filter.campaign === undefined && filter.person === undefined) return findCards(context, ids);
  await assertKnown(context, filter);
  const cards = await context.store.cards.find({ ...filter, stages: ['approved'] });
  return cards.filter(({ paper, payload }) => !paper && payload !== null);
}

/** Only its owner can read the file. @throws NotFoundError */
async function write(file: string, page: string): Promise<void> {
  if (!/\.pdf$/i.test(file)) return writeOutput({ output: file }, (writeBytes) => writeBytes(Buffer.from(page)));
  try {
    await writePdf(page, resolve(file), process.env['PATH']);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'EEXIST') rmSync(file, { force: true });
    throw new NotFoundError(`cannot write ${file}: ${code ?? (cause as Error).message}`, { cause });
  }
}
