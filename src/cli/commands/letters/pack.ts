/** `letters pack`: writes a document for the printer, with all letters or the names of their senders. */
import { localizeCampaign } from '../../../campaign/localize.ts';
import type { Campaign } from '../../../campaign/schema/campaign.schema.ts';
import { getTranslator } from '../../../i18n/get-translator.ts';
import { allMessages } from '../../../i18n/server-catalog.ts';
import type { Translator } from '../../../i18n/translator.ts';
import { createLetterSource, isInPack, summarizeLetters, type LetterPackSummary } from '../../../server/exports/letter-pack.ts';
import { RowWriter, type WriteBytes } from '../../../server/exports/row-writer.ts';
import { writeRows } from '../../../server/exports/write-rows.ts';
import { createPrintFonts } from '../../../server/print/font-faces.ts';
import { getCountryNames } from '../../../server/views/country-names.ts';
import { letterPackFooter, letterPackHeader, letterPage, nameListEnd, nameListHeading, nameListItem } from '../../../server/views/letter-pack.ts';
import { createNotFoundError, type CliContext } from '../../context.ts';
import { formatCount } from '../../format-count.ts';
import { writeOutput, type OutputOptions } from '../../output.ts';

export interface PackOptions extends OutputOptions {
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
  const { language } = document;
  const translator = await getTranslator(language, allMessages);
  const countries = new Map(await getCountryNames(translator));
  const header = createHeader(document, translator, summary, [...countries.values()], now);
  const count = await writeOutput(options, (write) =>
    options.names
      ? writeNames(summary, header, translator, countries, write, (affected) => store.audit.record({ campaign: id, ids: [], affected }))
      : writeRows(
          store,
          source,
          {
            header,
            footer: letterPackFooter,
            toText: (item) => (isInPack(item) ? letterPage(document, item.submission!, countries.get(item.submission!.person?.country ?? '')) : undefined),
          },
          write,
        ),
  );
  console.error(`${formatCount(count, options.names ? 'name' : 'letter')} in the pack`);
  if (summary.sealedCount) console.error(`${formatCount(summary.sealedCount, 'sealed letter is', 'sealed letters are')} not in it: the server cannot read them`);
}

function createHeader(document: Campaign, translator: Translator, { count, characters }: LetterPackSummary, countries: readonly string[], now: number): string {
  // The words around the letters come from the document, in any of its languages.
  const fonts = createPrintFonts([characters, JSON.stringify(document), ...countries]);
  return letterPackHeader({ campaign: localizeCampaign(document, document.language), translator, fonts, count, day: new Date(now).toISOString().slice(0, 10) });
}

/** By the names of the countries, those without one last. */
async function writeNames(
  { names }: LetterPackSummary,
  header: string,
  translator: Translator,
  countries: ReadonlyMap<string, string>,
  write: WriteBytes,
  record: (count: number) => Promise<void>,
): Promise<number> {
  const writer = new RowWriter(write);
  const compare = new Intl.Collator(translator.language).compare;
  const groups = [...names].map(([code, list]) => ({ country: countries.get(code) ?? code, list: list.sort(compare) }));
  let count = 0;
  try {
    await writer.add(header);
    for (const { country, list } of groups.sort((a, b) => Number(a.country === '') - Number(b.country === '') || compare(a.country, b.country))) {
      await writer.add(nameListHeading(country, translator.formatNumber(list.length)));
      for (const name of list) {
        count++;
        await writer.add(nameListItem(name));
      }
      await writer.add(nameListEnd);
    }
    await writer.add(letterPackFooter);
    await writer.flush();
  } finally {
    await record(count);
  }
  return count;
}
