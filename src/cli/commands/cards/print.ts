/** `cards print`: writes approved cards to a file for the printer. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { extname, resolve, sep } from 'node:path';
import type { CardDetails } from '../../../server/db/cards-repository.ts';
import { createPrintFonts } from '../../../server/print/font-faces.ts';
import { createPrintJob, type PrintCard, type SkipReason } from '../../../server/print/print-job.ts';
import { writePdf } from '../../../server/print/write-pdf.ts';
import { cardSheets } from '../../../server/views/card-sheets.ts';
import { assertKnown, findCards, type CliContext } from '../../context.ts';
import { NotFoundError, UsageError } from '../../errors.ts';
import { formatCount } from '../../format-count.ts';
import { writeOutput } from '../../output.ts';
import { sanitize } from '../../terminal.ts';
import { parseDay, type CardOptions } from './options.ts';

/** The images that `check` accepts. */
const mediaTypes: Record<string, string> = {
  '.avif': 'image/avif', '.gif': 'image/gif', '.jpeg': 'image/jpeg', '.jpg': 'image/jpeg', '.png': 'image/png', '.svg': 'image/svg+xml', '.webp': 'image/webp',
};

const skipReasons: Record<SkipReason, string> = {
  'not-approved': 'not approved, so it is not printed',
  'text-deleted': 'its text has been deleted',
  paper: 'a paper card is not printed',
  sealed: 'it is sealed, and only you can read it; see sealed --help',
  'no-campaign': 'its campaign has no valid document; set CAMPAIGNS_DIR to its folder',
};

/** @param ids of the cards; without any, the options select approved ones @throws UsageError; NotFoundError */
export async function printCards(context: CliContext, ids: readonly string[], { from, campaign, person, output }: CardOptions): Promise<void> {
  if (output === undefined || !/\.(?:html|pdf)$/i.test(output)) throw new UsageError('missing --output FILE, with a name that ends in .html or .pdf');
  if ((campaign !== undefined || person !== undefined) === (ids.length > 0 || from !== undefined))
    throw new UsageError('name the cards either by id or --from, or by --campaign or --person');
  if (existsSync(output)) throw new NotFoundError(`${output} exists already`);
  const { batches, skipped } = createPrintJob(await select(context, ids, { campaign, person }), context.campaigns);
  for (const { id, reason } of skipped) console.error(`${id}: ${skipReasons[reason]}`);
  if (skipped.length) process.exitCode = 1;
  const cards = batches.flatMap((batch) => batch.cards);
  if (!cards.length) {
    console.log('no cards are ready to be printed');
    return;
  }
  const images = await readImages(context, cards);
  const texts = batches.flatMap(({ name, place = '', title, cards }) => [name, place, title, ...cards.flatMap(({ message, from, image }) => [message, from, image?.alt ?? ''])]);
  const sheets = cardSheets({ batches, fonts: createPrintFonts([...texts, 'A']), day: parseDay(undefined), getImage: ({ image }) => image && images.get(image.src) });
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

/** Reads each image once: those of the database, and files of the campaigns' folder. Nothing is downloaded. */
async function readImages({ store, folder }: CliContext, cards: readonly PrintCard[]): Promise<Map<string, string | undefined>> {
  const images = new Map<string, string | undefined>();
  for (const { image } of cards) if (image && !images.has(image.src)) images.set(image.src, (await readStoredImage(store, image.src)) ?? readImage(folder, image.src));
  return images;
}

const toDataUrl = (type: string, bytes: Uint8Array) => `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;

async function readStoredImage({ campaignImages }: CliContext['store'], src: string): Promise<string | undefined> {
  const [, campaign, name] = /^([^/]+)\/images\/([^/?#]+)/.exec(src) ?? [];
  const image = campaign && name ? await campaignImages.find(campaign, name) : undefined;
  return image && toDataUrl(image.type, image.bytes);
}

function readImage(folder: string, src: string): string | undefined {
  try {
    const path = resolve(folder, decodeURI(src.split(/[?#]/)[0]!));
    const type = mediaTypes[extname(path).toLowerCase()];
    if (!type || !path.startsWith(resolve(folder) + sep)) throw new Error('not an image in the folder');
    return toDataUrl(type, readFileSync(path));
  } catch {
    console.error(`${sanitize(src)}: not an image in ${folder}, so its description is printed instead`);
    return undefined;
  }
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
