/** `letters pack`: writes a document for the printer, with all letters or the names of their senders. */
import { createLetterSource, isInPack, summarizeLetters } from '../../../server/exports/letter-pack.ts';
import { RowWriter, type WriteBytes } from '../../../server/exports/row-writer.ts';
import { writeRows } from '../../../server/exports/write-rows.ts';
import { createLetterPack, type LetterPack } from '../../../server/views/letter-pack.ts';
import { createNotFoundError, type CliContext } from '../../context.ts';
import { formatCount } from '../../format-count.ts';
import { writeOutput, type OutputOptions } from '../../output.ts';

interface PackOptions extends OutputOptions {
  /** The names of the senders instead of their letters. */
  names?: boolean | undefined;
}

/** @throws NotFoundError if the campaign has no document with a letter, or the file exists or cannot be written */
export async function packLetters({ store, campaigns }: CliContext, id: string, options: PackOptions): Promise<void> {
  const withLetters = campaigns.filter(({ letter }) => letter);
  const document = withLetters.find((campaign) => campaign.id === id);
  if (!document) throw createNotFoundError('campaign with letters', id, withLetters.map((campaign) => campaign.id));
  const now = Date.now();
  const source = createLetterSource(store.exports, id, now);
  const summary = await summarizeLetters(source, options.names === true);
  const pack = await createLetterPack(document, summary, new Date(now).toISOString().slice(0, 10));
  const count = await writeOutput(options, (write) =>
    options.names
      ? writeNames(pack, summary.names, write, (affected) => store.audit.record({ campaign: id, ids: [], affected }))
      : writeRows(store, source, { header: pack.header, footer: pack.footer, toText: (item) => (isInPack(item) ? pack.toLetter(item.submission!) : undefined) }, write),
  );
  console.error(`${formatCount(count, options.names ? 'name' : 'letter')} in the pack`);
  if (summary.sealedCount) console.error(`${formatCount(summary.sealedCount, 'sealed letter is', 'sealed letters are')} not in it: the server cannot read them`);
}

/** Records how many have been written even if it fails. */
async function writeNames({ header, toNames, footer }: LetterPack, names: ReadonlyMap<string, string[]>, write: WriteBytes, record: (count: number) => Promise<void>): Promise<number> {
  const writer = new RowWriter(write);
  let total = 0;
  try {
    await writer.add(header);
    for (const { text, count } of toNames(names)) {
      total += count;
      await writer.add(text);
    }
    await writer.add(footer);
    await writer.flush();
  } finally {
    await record(total);
  }
  return total;
}
