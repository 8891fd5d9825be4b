/** Paragraphs set under each other, and the largest size in which they fit. */
import { longestLine, wrap, type Width } from './lines.ts';

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
const room = (text: string): readonly [line: number, foot: number] =>
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/.test(text)
    ? [1.7, 1.14]
    : /[\u0590-\u08ff\ufb50-\ufefc]/.test(text)
      ? [1.6, 1.06]
      : /^[\d.,\s]+$/.test(text)
        ? [0.96, 0.8]
        : [1.3, 0.97];

/** @param max in pixels; the stack is wider where what is to stay together is */
export function stack(blocks: readonly Block[], max: number, scale: number, width: Width): Stack {
  const lines: Line[] = [];
  let y = 0;
  for (const block of blocks) {
    const { text, weight, gap = 0, whole = Infinity } = block;
    const size = block.size * scale;
    const cuts = scale < smallest;
    let own = text && scale > whole ? [text] : wrap(text, weight, max / size, width, cuts);
    // No single word is left for a last line, where it takes no further line.
    if (own.length > 1) {
      const narrow = [0.6, 0.7, 0.8, 0.9].map((part) => wrap(text, weight, (part * max) / size, width, cuts));
      own = narrow.find((one) => one.length === own.length) ?? own;
    }
    if (lines.length) y += gap * scale;
    for (const line of own) {
      const [height, foot] = room(line);
      lines.push({ ...block, text: line, size, y: y + foot * size });
      y += height * size;
    }
  }
  return { lines, height: y, width: longestLine(lines, width) };
}

/** The largest scale, at most 1, in which something is neither wider nor higher than allowed. */
export function fit<T extends { width: number; height: number }>(make: (scale: number) => T, max: number, high: number): T & { scale: number } {
  let scale = 1;
  let made = make(scale);
  while (made.height > high || made.width > max) made = make((scale *= Math.min(0.97, Math.sqrt(high / made.height))));
  return { ...made, scale };
}
