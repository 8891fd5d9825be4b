/** Cards that a file names: the very ones that somebody has seen, whatever has come in since. */
import { text } from 'node:stream/consumers';
import { isShortId } from '../../../server/cards/short-id.ts';
import { stages } from './list.ts';
import { sanitize } from '../../terminal.ts';
import { read } from '../../read-file.ts';
import { NotFoundError } from '../../help.ts';

/** What `list` prints besides the line that begins a card: its other lines, and how many there are. */
const ignoredLine = /^(\s*| {2}(\||to |from ).*|\d+ cards?)$/;

/** A card as `list` begins it, or what a step has said of it. Whatever else stands on its line could be another card. */
const cardLine = new RegExp(`^(\\w+)(?: {2}(?:${stages.join('|')})(?: on \\S+(?: at .*)?)?|: [^:]+)$`, 'i');

/**
 * @param file a list as `list` has printed it, what a step has said of its cards, or ids; `-` is standard input
 * @returns ids, in small letters
 * @throws NotThere where it can not be read, or a line is none of these
 */
export async function readCardIds(file: string): Promise<string[]> {
  const ids: string[] = [];
  for (const [i, line] of (await linesOf(file)).entries()) {
    const named = idsIn(line);
    if (named.every(isShortId)) ids.push(...named);
    else if (!ignoredLine.test(line)) throw new NotFoundError(`line ${i + 1} of ${file === '-' ? 'standard input' : file} names no card: ${sanitize(line)}`);
  }
  return ids;
}

/** @returns in small letters what a line names: ids, if it names cards and nothing else */
const idsIn = (line: string) => (cardLine.exec(line.trimEnd())?.[1] ?? line.trim()).toLowerCase().split(/\s+/);

async function linesOf(file: string): Promise<string[]> {
  try {
    const found = file === '-' ? await text(process.stdin) : read(file);
    return found.replace(/^\ufeff/, '').split(/\r?\n/);
  } catch (cause) {
    throw new NotFoundError((cause as Error).message, { cause });
  }
}
