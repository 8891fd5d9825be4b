/** Paragraphs set under each other, and the largest size in which they fit. */
import { mergeUnspaced, longestLine, segmentText, wrap, type Segment, type Width } from './line-breaking.ts';

/** A paragraph to be set. */
export interface Block {
  text: string;
  /** In pixels. */
  size: number;
  weight: number;
  fill: string;
  /** Before it, where it is not the first. */
  gap?: number;
  /** It stays in one line as long as the scale is above this. */
  whole?: number;
}

interface Line extends Block {
  /** Of the line that the letters stand on. */
  y: number;
}
/** From 0 down. */
export interface Stack {
  height: number;
  width: number;
  lines: Line[];
}

/** Words are cut only where the scale is below this. */
const smallest = 0.3;

/** Height of a line, and of the letters over its foot, in a size of 1. */
const lineMetrics = (text: string): readonly [line: number, foot: number] =>
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/.test(text)
    ? [1.7, 1.14]
    : /[\u0590-\u08ff\ufb50-\ufefc]/.test(text)
      ? [1.6, 1.06]
      : /^[\d.,\s]+$/.test(text)
        ? [0.96, 0.8]
        : [1.3, 0.97];

/** What has been found out about texts, which is the same in all sizes. */
export interface TextMetrics {
  width: Width;
  /** What may be parted, and what is parted by a blank. */
  pieces: (text: string) => { words: Segment[]; spaced: Segment[] };
}

/** @param measured the width of a text in a size of 1 */
export function createTextMetrics(measured: Width): TextMetrics {
  const widths = new Map<string, number>();
  const pieces = new Map<string, { words: Segment[]; spaced: Segment[] }>();
  return {
    width(text, weight) {
      const key = `${weight}${text}`;
      let width = widths.get(key);
      if (width === undefined) widths.set(key, (width = measured(text, weight)));
      return width;
    },
    pieces(text) {
      let found = pieces.get(text);
      if (!found) {
        const words = segmentText(text);
        pieces.set(text, (found = { words, spaced: mergeUnspaced(words) }));
      }
      return found;
    },
  };
}

/** Control characters and half a surrogate pair are nothing that a canvas could draw. */
const drawable = (text: string) => text.toWellFormed().replace(/[\u0000-\u001f\u007f]+/g, ' ');

/** @param max in pixels; the stack is wider where what is to stay together is */
export function layoutParagraphs(blocks: readonly Block[], max: number, scale: number, { width, pieces }: TextMetrics): Stack {
  const lines: Line[] = [];
  let y = 0;
  for (const block of blocks) {
    const { weight, gap = 0, whole = Infinity } = block;
    const text = drawable(block.text);
    const size = block.size * scale;
    const { words, spaced } = pieces(text);
    const broken = (some: Segment[], part = 1) => wrap(some, weight, (part * max) / size, width, scale < smallest);
    let own = text && scale > whole ? [text] : broken(words);
    // Where it takes no further line, it is parted at blanks, and no single word is left for the last one.
    if (own.length > 1 && own.length < 5)
      own =
        [0.6, 0.7, 0.8, 0.9, 1]
          .map((part) => broken(spaced, part))
          .find((one) => one.length === own.length && one.every((line) => size * width(line, weight) <= max)) ?? own;
    if (lines.length) y += gap * scale;
    for (const line of own) {
      const [height, foot] = lineMetrics(line);
      lines.push({ ...block, text: line, size, y: y + foot * size });
      y += height * size;
    }
  }
  return { lines, height: y, width: longestLine(lines, width) };
}

/** The largest scale, at most 1, in which something is neither wider nor higher than allowed. */
export function scaleToFit<T extends { width: number; height: number }>(make: (scale: number) => T, max: number, high: number): T & { scale: number } {
  let scale = 1;
  let made = make(scale);
  // A line can be a hair wider than its words.
  while (made.height > high || made.width > max * 1.005) made = make((scale *= Math.min(0.97, Math.sqrt(high / made.height))));
  return { ...made, scale };
}
