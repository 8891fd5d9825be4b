/** `letters list`: shows the letters of a campaign. */
import type { ExportedSubmission } from '../../../server/db/exports-repository.ts';
import { createLetterSource } from '../../../server/exports/letter-pack.ts';
import { readRows, type Exported } from '../../../server/exports/write-rows.ts';
import { assertStored, type CliContext } from '../../context.ts';
import { formatCount } from '../../format-count.ts';
import { sanitize } from '../../terminal.ts';

/** @throws NotFoundError if there is no such campaign */
export async function listLetters(context: CliContext, campaign: string): Promise<void> {
  await assertStored(context, campaign);
  let count = 0;
  await readRows(createLetterSource(context.store.exports, campaign, Date.now()), (item) => {
    count++;
    console.log(format(item));
    return undefined;
  });
  console.log(formatCount(count, 'letter'));
}

/** One line: who has written what to whom, and why it may not be counted. */
function format({ row, submission }: Exported<ExportedSubmission>): string {
  const { id, language, person = {}, letter, sealed } = submission!;
  const sender = [person.name, person.country].filter((part) => part !== undefined).join(', ');
  const notes = [row.held && `held: ${row.held}`, row.testing && 'a test', sealed !== undefined && 'sealed'].filter((note) => typeof note === 'string');
  const head = `${id}  ${row.received_at.slice(0, 10)}  to ${letter!.targets.join(', ')}${sender && `, from ${sender}`}, in ${language}`;
  return sanitize(`${head}${letter!.subject ? `: ${letter!.subject}` : ''}${notes.length ? ` (${notes.join(', ')})` : ''}`);
}
