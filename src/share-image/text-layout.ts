/** Sets paragraphs below each other, and finds the largest size at which they fit. */
import { getMaxLineWidth, mergeUnspaced, segmentText, wrap, type Segment, type Width } from './line-breaking.ts';

/** A paragraph. */
export interface Block {
  text: string;
  /** In pixels. */
  size: number;
  weight: number;
  fill: string;
  /** The space before the paragraph, unless it is the first, in pixels. */
  gap?: number;
  /** The paragraph is not wrapped while the scale is above this. */
  keepOnOneLineAbove?: number;
}

interface Line extends Block {
  /** The y coordinate of the baseline. */
  y: number;
}
/** Lines below each other; the first starts at y = 0. */
export interface Stack {
  height: number;
  width: number;
  lines: Line[];
}

/** Words are broken only if the scale is below this. */
const breakWordBelow = 0.3;

/** The height of a line and the distance of its baseline from its top, at a font size of 1; some scripts need taller lines. */
const getLineMetrics = (text: string): readonly [lineHeight: number, baseline: number] =>
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/.test(text)
    ? [1.7, 1.14]
    : /[\u0590-\u08ff\ufb50-\ufefc]/.test(text)
      ? [1.6, 1.06]
      : /^[\d.,\s]+$/.test(text)
        ? [0.96, 0.8]
        : [1.3, 0.97];

/** Caches widths and segments, which are proportional or equal at all sizes. */
export interface TextMetrics {
  width: Width;
  /** Segments between which a line may break, and those that have a space between them. */
  segments: (text: string) => { breakable: Segment[]; spaced: Segment[] };
}

/** @param measure the width of a text at a font size of 1 */
export function createTextMetrics(measure: Width): TextMetrics {
  const widths = new Map<string, number>();
  const segmentCache = new Map<string, { breakable: Segment[]; spaced: Segment[] }>();
  return {
    width(text, weight) {
      const key = `${weight}${text}`;
      let width = widths.get(key);
      if (width === undefined) widths.set(key, (width = measure(text, weight)));
      return width;
    },
    segments(text) {
      let segments = segmentCache.get(text);
      if (!segments) {
        const breakable = segmentText(text);
        segmentCache.set(text, (segments = { breakable, spaced: mergeUnspaced(breakable) }));
      }
      return segments;
    },
  };
}

/** Replaces what a canvas cannot draw: control characters and lone surrogates. */
const toDrawable = (text: string) => text.toWellFormed().replace(/[\u0000-\u001f\u007f]+/g, ' ');

/** @param maxWidth in pixels; the stack is wider if something that must not be broken is wider */
export function layoutParagraphs(blocks: readonly Block[], maxWidth: number, scale: number, { width, segments }: TextMetrics): Stack {
  const lines: Line[] = [];
  let y = 0;
  for (const block of blocks) {
    const { weight, gap = 0, keepOnOneLineAbove = Infinity } = block;
    const text = toDrawable(block.text);
    const size = block.size * scale;
    const { breakable, spaced } = segments(text);
    const wrapTo = (candidates: Segment[], part = 1) => wrap(candidates, weight, (part * maxWidth) / size, width, scale < breakWordBelow);
    let paragraph = text && scale > keepOnOneLineAbove ? [text] : wrapTo(breakable);
    // If it needs no additional line, break at spaces only, and balance the lines so that no single word is left on the last one.
    if (paragraph.length > 1 && paragraph.length < 5)
      paragraph =
        [0.6, 0.7, 0.8, 0.9, 1]
          .map((part) => wrapTo(spaced, part))
          .find((candidate) => candidate.length === paragraph.length && candidate.every((line) => size * width(line, weight) <= maxWidth)) ?? paragraph;
    if (lines.length) y += gap * scale;
    for (const line of paragraph) {
      const [lineHeight, baseline] = getLineMetrics(line);
      lines.push({ ...block, text: line, size, y: y + baseline * size });
      y += lineHeight * size;
    }
  }
  return { lines, height: y, width: getMaxLineWidth(lines, width) };
}

/** Lays out at the largest scale, at most 1, at which the result is neither wider nor higher than allowed. */
export function scaleToFit<T extends { width: number; height: number }>(createLayout: (scale: number) => T, maxWidth: number, maxHeight: number): T & { scale: number } {
  let scale = 1;
  let layout = createLayout(scale);
  // A line can be slightly wider than the sum of its words.
  while (layout.height > maxHeight || layout.width > maxWidth * 1.005)
    layout = createLayout((scale *= Math.min(0.97, Math.sqrt(maxHeight / layout.height))));
  return { ...layout, scale };
}
