/** Reads card ids from a file: exactly the cards that someone has seen, whatever has arrived since. */
import { text } from 'node:stream/consumers';
import { isShortId } from '../../../server/db/short-id.ts';
import { NotFoundError } from '../../errors.ts';
import { readTextFile } from '../../read-file.ts';
import { sanitize } from '../../terminal.ts';
import { stages } from './list.ts';

/** Lines of `list` that name no card. */
const ignoredLine = /^(\s*| {2}(\||to |from ).*|\d+ cards?)$/;

/** The line that begins a card in `list`, or the result of a step. Nothing else is allowed on it: it could name another card. */
const cardLine = new RegExp(`^(\\w+)(?: {2}(?:${stages.join('|')})(?: on \\S+(?: at .*)?)?| {2}declined: .*|: [^:]+)$`, 'i');

/**
 * @param file the output of `list` or of a step, or ids; `-` is standard input
 * @returns ids in lower case
 * @throws NotFoundError if the file cannot be read, or has a line of another format
 */
export async function readCardIds(file: string): Promise<string[]> {
  const ids: string[] = [];
  for (const [i, line] of (await readLines(file)).entries()) {
    const candidates = parseLine(line);
    if (candidates.every(isShortId)) ids.push(...candidates);
    else if (!ignoredLine.test(line))
      throw new NotFoundError(`line ${i + 1} of ${file === '-' ? 'standard input' : file} does not name a card: ${sanitize(line)}`);
  }
  return ids;
}

/** @returns in lower case: ids, if the line names cards and nothing else */
const parseLine = (line: string) => (cardLine.exec(line.trimEnd())?.[1] ?? line.trim()).toLowerCase().split(/\s+/);

async function readLines(file: string): Promise<string[]> {
  try {
    const content = file === '-' ? await text(process.stdin) : readTextFile(file);
    return content.replace(/^\ufeff/, '').split(/\r?\n/);
  } catch (cause) {
    throw new NotFoundError((cause as Error).message, { cause });
  }
}
