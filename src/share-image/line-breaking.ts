/** Breaks text into lines where its script allows it, and never inside what a reader sees as one letter. */

/** The width of a text at a font size of 1. */
export type Width = (text: string, weight: number) => number;

/** Scripts without spaces between words; Intl.Segmenter finds words in them with a dictionary. */
const unspaced = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uac00-\ud7a3]/;
const space = /^[ \u200b]+$/;
/** Must stay with the text before it: combining marks, and the punctuation of these scripts. */
const joinsPrevious = /^[\p{M}\u200c\u200d\u0e2f\u0e46\u0eaf\u0ec6\u104a-\u104f\u17d4-\u17da]/u;
/** Joins or stacks the next letter. */
const joinsNext = /[\u1039\u17d2\u200c\u200d]$/;

let wordSegmenter: Intl.Segmenter | undefined;
let graphemeSegmenter: Intl.Segmenter | undefined;
// The locale makes no difference to where words end.
const splitWords = (text: string) => [...(wordSegmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' })).segment(text)];
const splitGraphemes = (text: string) =>
  [...(graphemeSegmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })).segment(text)].map(({ segment }) => segment);

/** A text that must not be broken, with the spaces before it. */
export interface Segment {
  before: string;
  text: string;
}

export function segmentText(text: string): Segment[] {
  const segments: Segment[] = [];
  let before: string | undefined = '';
  let last = '';
  for (const { segment } of splitWords(text)) {
    if (space.test(segment)) {
      before = (before ?? '') + segment;
      continue;
    }
    const isBreakable = unspaced.test(last.slice(-1)) && unspaced.test(segment[0]!) && !joinsNext.test(last) && !joinsPrevious.test(segment);
    if (before !== undefined || isBreakable) segments.push({ before: before ?? '', text: segment });
    else segments.at(-1)!.text += segment;
    before = undefined;
    last = segment;
  }
  return segments;
}

/** Merges segments that have no space between them, so that lines break at spaces only. */
export function mergeUnspaced(segments: readonly Segment[]): Segment[] {
  const merged: Segment[] = [];
  for (const { before, text } of segments)
    if (before || !merged.length) merged.push({ before, text });
    else merged.at(-1)!.text += text;
  return merged;
}

/** @returns the width of the longest line in pixels */
export function getMaxLineWidth(lines: readonly { text: string; size: number; weight: number }[], width: Width): number {
  return Math.max(0, ...lines.map(({ text, size, weight }) => size * width(text, weight)));
}

/**
 * Puts as many words on each line as fit. The widths of words and spaces are added up, as there is no kerning between them.
 * @param maxWidth at a font size of 1
 * @param allowBreakWord breaks a word that is wider than a line between letters
 */
export function wrap(segments: readonly Segment[], weight: number, maxWidth: number, width: Width, allowBreakWord: boolean): string[] {
  const lines: string[] = [];
  let line = '';
  let lineWidth = 0;
  const startLine = (text: string, textWidth: number) => {
    if (line) lines.push(line);
    line = text;
    lineWidth = textWidth;
  };
  for (const { before, text } of segments) {
    const textWidth = width(text, weight);
    const spaceWidth = before ? width(before, weight) : 0;
    if (line && lineWidth + spaceWidth + textWidth <= maxWidth) {
      line += before + text;
      lineWidth += spaceWidth + textWidth;
    } else if (!allowBreakWord || textWidth <= maxWidth) startLine(text, textWidth);
    else {
      startLine('', 0);
      for (const grapheme of splitGraphemes(text)) {
        const graphemeWidth = width(grapheme, weight);
        if (lineWidth + graphemeWidth <= maxWidth) {
          line += grapheme;
          lineWidth += graphemeWidth;
        } else startLine(grapheme, graphemeWidth);
      }
    }
  }
  startLine('', 0);
  return lines;
}
