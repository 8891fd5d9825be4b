/** Text broken into lines, where its script allows it and never inside what a reader takes for one letter. */

/** Of a text in a size of 1. */
export type Width = (text: string, weight: number) => number;

/** Scripts without blanks between words: a dictionary knows where those end. */
const unspaced = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uac00-\ud7a3]/;
const blank = /^[ \t\r\n\u200b]+$/;
/** Belongs to the letter before it. */
const clings = /^[\p{M}\u200c\u200d]/u;
/** Takes the next letter under itself. */
const stacks = /[\u1039\u17d2\u200c\u200d]$/;

let words: Intl.Segmenter | undefined;
let letters: Intl.Segmenter | undefined;
// Which locale is asked makes no difference to where words end.
const wordsOf = (text: string) => [...(words ??= new Intl.Segmenter(undefined, { granularity: 'word' })).segment(text)];
const lettersOf = (text: string) =>
  [...(letters ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })).segment(text)].map(({ segment }) => segment);

/** What must not be parted, each with the blank before it. */
function pieces(text: string): { before: string; text: string }[] {
  const found: { before: string; text: string }[] = [];
  let before: string | undefined = '';
  let last = '';
  for (const { segment } of wordsOf(text)) {
    if (blank.test(segment)) {
      before = (before ?? '') + segment.replace(/[\t\r\n]/g, ' ');
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

/** In pixels. */
export function longestLine(lines: readonly { text: string; size: number; weight: number }[], width: Width): number {
  return Math.max(0, ...lines.map(({ text, size, weight }) => size * width(text, weight)));
}

/**
 * As many words in each line as it takes.
 * @param max in a size of 1
 * @param cuts between letters what is wider than a line
 */
export function wrap(text: string, weight: number, max: number, width: Width, cuts: boolean): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces(text)) {
    const longer = line && line + piece.before + piece.text;
    if (longer && width(longer, weight) <= max) line = longer;
    else {
      if (line) lines.push(line);
      line = piece.text;
      if (!cuts || width(line, weight) <= max) continue;
      line = '';
      for (const letter of lettersOf(piece.text)) {
        if (line && width(line + letter, weight) > max) {
          lines.push(line);
          line = '';
        }
        line += letter;
      }
    }
  }
  if (line) lines.push(line);
  return lines;
}
