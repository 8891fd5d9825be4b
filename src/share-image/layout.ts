/**
 * The day count as a picture, drawn once: where each word stands, for whoever paints it on a canvas or writes it as SVG.
 * The number is set large, its unit, the names and the places under it; paper, a hairline, and one postmark.
 */
import type { Group, ImageContent } from './content.ts';
import { scaleToFit, layoutParagraphs, createTextMetrics, type Block, type Stack } from './text-layout.ts';

/** Width and height in pixels. */
export const formats = { square: [1080, 1080], wide: [1200, 630], tall: [1080, 1920] } as const;
export type Format = keyof typeof formats;
export type Theme = 'light' | 'dark';

export interface Font {
  /** In pixels. */
  size: number;
  weight: number;
}
/** How wide a text is in a font, in pixels. */
export type Measure = (text: string, font: Font) => number;

export interface Text extends Font {
  kind: 'text';
  text: string;
  /** Of the edge that `anchor` names. */
  x: number;
  /** Of the line that the letters stand on. */
  y: number;
  anchor: 'left' | 'middle' | 'right';
  fill: string;
  direction: 'ltr' | 'rtl';
}
export type Shape =
  | Text
  | { kind: 'rect'; x: number; y: number; width: number; height: number; fill: string }
  | { kind: 'ring'; x: number; y: number; radius: number; stroke: string; line: number }
  /** The photo fills it and is cut where it does not fit. */
  | { kind: 'photo'; x: number; y: number; width: number; height: number };

/** What is drawn first comes first. */
export interface Picture {
  width: number;
  height: number;
  language: string;
  direction: 'ltr' | 'rtl';
  title: string;
  alt: string;
  shapes: Shape[];
}

export interface ImageOptions {
  format: Format;
  theme: Theme;
  /** Whether there is a photo to be placed. */
  photo?: boolean;
}

const colours = {
  light: { paper: '#f6f4ef', text: '#1d1c1a', muted: '#5b5852', hairline: '#cfcac0' },
  dark: { paper: '#161614', text: '#edebe6', muted: '#b5b1a8', hairline: '#45433e' },
};

const ownDirection = (text: string, otherwise: 'ltr' | 'rtl') => {
  const [letter] = /\p{L}/u.exec(text) ?? [];
  return letter ? (/[\u0590-\u08ff\ufb1d-\ufefc]/.test(letter) ? 'rtl' : 'ltr') : otherwise;
};

/** A piece of the picture whose size can still change; starts at 0. */
interface Body {
  height: number;
  width: number;
  place: (left: number, top: number) => Shape[];
}

/** @param measure asked in one size, as all sizes of a font have one form */
export function layoutImage(said: ImageContent, { format, theme, photo = false }: ImageOptions, measure: Measure): Picture {
  const [width, height] = formats[format];
  const { paper, text, muted, hairline } = colours[theme];
  const rtl = said.direction === 'rtl';
  const margin = format === 'wide' ? 56 : 84;
  const inner = width - 2 * margin;

  const type = createTextMetrics((words, weight) => measure(words, { size: 100, weight }) / 100);

  /** Sides are those of a picture from left to right: `x` is where its lines start, or their middle. */
  const set = ({ lines }: Stack, x: number, top: number, side: 'start' | 'middle' | 'end' = 'start'): Text[] =>
    lines.map(({ text, size, weight, fill, y }) => ({
      kind: 'text',
      text,
      size,
      weight,
      fill,
      x: rtl ? width - x : x,
      y: top + y,
      anchor: side === 'middle' ? 'middle' : (side === 'start') === rtl ? 'right' : 'left',
      direction: ownDirection(text, said.direction),
    }));
  const box = (x: number, y: number, w: number, h: number) => ({ x: rtl ? width - x - w : x, y, width: w, height: h });

  const people = ({ places }: Group, size: number): Block[] =>
    places.flatMap(({ place, names }) => [
      ...names.map((name, n) => ({ text: name, size, weight: 600, fill: text, whole: 0.7, gap: n ? 0 : size * 0.4 })),
      ...(place ? [{ text: place, size: size * 0.62, weight: 400, fill: muted }] : []),
    ]);
  const numeral = ({ number, unit }: Group, size: number): Block[] => [
    { text: number, size, weight: 400, fill: text, whole: 0 },
    { text: unit, size: size * 0.15, weight: 400, fill: text, gap: size * 0.04 },
  ];
  const count = said.groups.flatMap(({ places }) => places.flatMap(({ names }) => names)).length;
  const numberSize = { square: 400, wide: 280, tall: 560 }[format];
  const nameSize = { square: 72, wide: 62, tall: 92 }[format] * (count > 1 ? 0.8 : 1);

  /** Everybody has one number, which stands over the names. */
  const over = ([group]: readonly Group[], scale: number, max: number): Body => {
    const all = layoutParagraphs([...numeral(group!, numberSize), ...people(group!, nameSize)], max, scale, type);
    return { ...all, place: (x, y) => set(all, x, y) };
  };
  /** The same, the number beside the names. */
  const beside = ([group]: readonly Group[], scale: number, max: number): Body => {
    const gap = numberSize * 0.25 * scale;
    const first = layoutParagraphs(numeral(group!, numberSize), max * 0.55, scale, type);
    const second = layoutParagraphs(people(group!, nameSize), max - first.width - gap, scale, type);
    const height = Math.max(first.height, second.height);
    return {
      height,
      width: first.width + gap + second.width,
      place: (x, y) => [
        ...set(first, x, y + (height - first.height) / 2),
        ...set(second, x + first.width + gap, y + (height - second.height) / 2),
      ],
    };
  };
  /** Each number has its own line, and the numbers stand in a column. */
  const apart = (groups: readonly Group[], scale: number, max: number): Body => {
    const size = nameSize * 0.8;
    const gap = size * 0.8 * scale;
    const numbers = groups.map((group) => layoutParagraphs([{ ...numeral(group, size * 2.4)[0]! }], max, scale, type));
    const column = Math.max(...numbers.map((one) => one.width));
    const rows = groups.map((group, i) => {
      const unit = { text: group.unit, size: size * 0.62, weight: 400, fill: text };
      const words = layoutParagraphs([unit, ...people(group, size)], max - column - gap, scale, type);
      return { number: numbers[i]!, words, height: Math.max(words.height, numbers[i]!.height) };
    });
    return {
      height: rows.reduce((sum, row) => sum + row.height, gap * (rows.length - 1)),
      width: column + gap + Math.max(...rows.map(({ words }) => words.width)),
      place: (x, y) => {
        let top = y;
        return rows.flatMap(({ number, words, height }) => {
          const row = [...set(number, x + column, top, 'end'), ...set(words, x + column + gap, top)];
          top += height + gap;
          return row;
        });
      },
    };
  };

  const radius = { square: 122, wide: 92, tall: 150 }[format];
  const mark = [radius, radius * 0.925].map((one, i) => ({
    kind: 'ring' as const,
    x: rtl ? margin + radius : width - margin - radius,
    y: margin + radius,
    radius: one,
    stroke: muted,
    line: i ? 1.5 : 3,
  }));
  const dated = [
    ...(said.day ? [{ text: said.day, size: radius * 0.32, weight: 600, fill: muted, whole: 0 }] : []),
    { text: said.date, size: radius * 0.22, weight: 400, fill: muted, whole: 0 },
  ];
  const date = scaleToFit((scale) => layoutParagraphs(dated, radius, scale, type), radius * 1.55, radius * 1.1);

  const titleSize = { square: 44, wide: 36, tall: 58 }[format];
  const line = (words: string | undefined, size: number, weight: number, fill: string, max: number, high: number) =>
    scaleToFit((scale) => layoutParagraphs([{ text: words ?? '', size, weight, fill }], max, scale, type), max, high);
  const heading = line(said.title, titleSize, 600, text, inner - 2 * radius - margin * 0.5, 2 * radius);
  const foot = line(said.organiser, titleSize * 0.72, 400, muted, inner, titleSize * 2.4);
  const footTop = height - margin * 0.75 - foot.height;

  const air = margin * 0.4;
  const bottom = footTop - margin * 0.6;
  const photoWidth = photo ? Math.min((bottom - margin - 2 * radius - air) * 0.8, inner * 0.36) : 0;
  const photoHeight = photoWidth * 1.25;
  const besidePhoto = inner - (photo ? photoWidth + margin * 0.5 : 0);
  // Under the postmark in full width, or higher up beside it.
  const places = [
    { top: margin + 2 * radius + air, free: besidePhoto },
    { top: margin + heading.height + air, free: Math.min(besidePhoto, inner - 2 * radius - margin * 0.5) },
  ];
  const ways = said.groups.length > 1 ? [apart] : count > 1 || format === 'wide' ? [over, beside] : [over];
  const body = places
    .flatMap(({ top, free }) =>
      ways.map((arrange) => ({ top, ...scaleToFit((scale) => arrange(said.groups, scale, free), free, bottom - top) })),
    )
    .reduce((best, one) => (one.scale > best.scale ? one : best));

  const shapes: Shape[] = [
    { kind: 'rect', ...box(0, 0, width, height), fill: paper },
    ...set(heading, margin, margin),
    ...mark,
    ...set(date, width - margin - radius, margin + radius - date.height / 2, 'middle'),
    ...body.place(margin, body.top + (bottom - body.top - body.height) / 2),
    ...(photo ? [{ kind: 'photo' as const, ...box(width - margin - photoWidth, bottom - photoHeight, photoWidth, photoHeight) }] : []),
    { kind: 'rect', ...box(margin, footTop - margin * 0.25, inner, 2), fill: hairline },
    ...set(foot, margin, footTop),
  ];
  const title = said.title ?? said.alt;
  return { width, height, language: said.language, direction: said.direction, title, alt: said.alt, shapes };
}
