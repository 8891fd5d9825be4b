/** Cards that a file names: the very ones that somebody has seen, whatever has come in since. */
import { text } from 'node:stream/consumers';
import { isShortId } from '../endpoint/short-id.ts';
import { plain } from './plain.ts';
import { read } from './read.ts';
import { NotThere } from './usage.ts';

/** What `list` prints besides the line that begins a card: its other lines, and how many there are. */
const between = /^(\s*| {2}(\||to |from ).*|\d+ cards?)$/;

/**
 * @param file a list as `list` has printed it, what a step has said of its cards, or ids, one a line; `-` is standard input
 * @returns ids, in small letters
 * @throws NotThere where it can not be read, or a line is none of these
 */
export async function cardsFrom(file: string): Promise<string[]> {
  const ids: string[] = [];
  for (const [i, line] of (await linesOf(file)).entries()) {
    const [, id = ''] = /^(\w+)(?=:|\s|$)/.exec(line.toLowerCase()) ?? [];
    if (isShortId(id)) ids.push(id);
    else if (!between.test(line)) throw new NotThere(`line ${i + 1} of ${file === '-' ? 'standard input' : file} names no card: ${plain(line)}`);
  }
  return ids;
}

async function linesOf(file: string): Promise<string[]> {
  try {
    const found = file === '-' ? await text(process.stdin) : read(file);
    return found.replace(/^\ufeff/, '').split(/\r?\n/);
  } catch (cause) {
    throw new NotThere((cause as Error).message, { cause });
  }
}
