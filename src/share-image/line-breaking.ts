/** Text broken into lines, where its script allows it and never inside what a reader takes for one letter. */

/** Of a text in a size of 1. */
export type Width = (text: string, weight: number) => number;

/** Scripts without blanks between words: a dictionary knows where those end. */
const unspaced = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uac00-\ud7a3]/;
const blank = /^[ \u200b]+$/;
/** Belongs to what stands before it: marks, and the stops of these scripts. */
const clings = /^[\p{M}\u200c\u200d\u0e2f\u0e46\u0eaf\u0ec6\u104a-\u104f\u17d4-\u17da]/u;
/** Takes the next letter under itself. */
const stacks = /[\u1039\u17d2\u200c\u200d]$/;

let words: Intl.Segmenter | undefined;
let letters: Intl.Segmenter | undefined;
// Which locale is asked makes no difference to where words end.
const wordsOf = (text: string) => [...(words ??= new Intl.Segmenter(undefined, { granularity: 'word' })).segment(text)];
const lettersOf = (text: string) =>
  [...(letters ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })).segment(text)].map(({ segment }) => segment);

/** What must not be parted, with the blanks before it. */
export interface Segment {
  before: string;
  text: string;
}

export function segmentText(text: string): Segment[] {
  const found: Segment[] = [];
  let before: string | undefined = '';
  let last = '';
  for (const { segment } of wordsOf(text)) {
    if (blank.test(segment)) {
      before = (before ?? '') + segment;
      continue;
    }
    const within = unspaced.test(last.slice(-1)) && unspaced.test(segment[0]!) && !stacks.test(last) && !clings.test(segment);
    if (before !== undefined || within) found.push({ before: before ?? '', text: segment });
    else found.at(-1)!.text += segment;
    before = undefined;
    last = segment;
  }
  return found;
}

/** The same, parted only where there is a blank. */
export function mergeUnspaced(pieces: readonly Segment[]): Segment[] {
  const found: Segment[] = [];
  for (const { before, text } of pieces)
    if (before || !found.length) found.push({ before, text });
    else found.at(-1)!.text += text;
  return found;
}

/** In pixels. */
export function longestLine(lines: readonly { text: string; size: number; weight: number }[], width: Width): number {
  return Math.max(0, ...lines.map(({ text, size, weight }) => size * width(text, weight)));
}

/**
 * As many words in each line as it takes. The widths of words and blanks are added up: none reaches over into the next.
 * @param max in a size of 1
 * @param allowBreakWord between letters what is wider than a line
 */
export function wrap(words: readonly Segment[], weight: number, max: number, width: Width, allowBreakWord: boolean): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const start = (text: string, wide: number) => {
    if (line) lines.push(line);
    line = text;
    used = wide;
  };
  for (const { before, text } of words) {
    const wide = width(text, weight);
    const blanks = before ? width(before, weight) : 0;
    if (line && used + blanks + wide <= max) {
      line += before + text;
      used += blanks + wide;
    } else if (!allowBreakWord || wide <= max) start(text, wide);
    else {
      start('', 0);
      for (const letter of lettersOf(text)) {
        const one = width(letter, weight);
        if (used + one <= max) {
          line += letter;
          used += one;
        } else start(letter, one);
      }
    }
  }
  start('', 0);
  return lines;
}
