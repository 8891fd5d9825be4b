/** What a pack of letters for their recipients contains. */
import type { ExportedSubmission, ExportsRepository } from '../db/exports-repository.ts';
import { readRows, type Exported, type RowSource } from './write-rows.ts';

export interface LetterPackSummary {
  count: number;
  /** Letters that the server cannot read. */
  sealedCount: number;
  /** Every character once, from which the fonts follow. */
  characters: string;
  /** The names of the senders by country, in the order of arrival; `''` without a country. Only if they are asked for. */
  names: Map<string, string[]>;
}

export const createLetterSource = (exports: ExportsRepository, campaign: string, now: number): RowSource<ExportedSubmission> => ({
  campaign,
  now,
  getPage: (query) => exports.getSubmissions('letter', query),
});

/** Whether a letter belongs in the pack: tests, and what is held, do not count. */
export const isInPack = ({ row, submission }: Exported<ExportedSubmission>): boolean => row.held === null && row.testing === 0 && submission?.sealed === undefined;

/** Reads every letter once, because the title page, with their number, comes first. */
export async function summarizeLetters(source: RowSource<ExportedSubmission>, withNames: boolean): Promise<LetterPackSummary> {
  const characters = new Set<string>();
  const names = new Map<string, string[]>();
  let count = 0;
  let sealedCount = 0;
  await readRows(source, (item) => {
    const { person, letter, sealed } = item.submission!;
    if (sealed !== undefined) sealedCount++;
    if (!isInPack(item)) return undefined;
    count++;
    for (const character of `${person?.name ?? ''}${withNames ? '' : `${letter?.subject ?? ''}${letter?.body ?? ''}`}`) characters.add(character);
    if (withNames && person?.name !== undefined) {
      const country = person.country ?? '';
      const others = names.get(country);
      if (others) others.push(person.name);
      else names.set(country, [person.name]);
    }
    return undefined;
  });
  return { count, sealedCount, characters: [...characters].join(''), names };
}
