/**
 * The layout of a share image of the day count: the position of each shape and text, for a canvas and for SVG. The number is
 * large, with its unit, the names and the places below it; there is a hairline above the organiser, and a postmark with the date.
 */
import type { Group, ImageContent } from './content.ts';
import { createTextMetrics, layoutParagraphs, scaleToFit, type Block, type Stack } from './text-layout.ts';

/** Width and height in pixels. */
export const formats = { square: [1080, 1080], wide: [1200, 630], tall: [1080, 1920] } as const;
export type Format = keyof typeof formats;
export type Theme = 'light' | 'dark';

export interface Font {
  /** In pixels. */
  size: number;
  weight: number;
}
/** The width of a text in a font, in pixels. */
export type Measure = (text: string, font: Font) => number;

export interface Text extends Font {
  kind: 'text';
  text: string;
  /** The x coordinate of the edge or middle that `anchor` names. */
  x: number;
  /** The y coordinate of the baseline. */
  y: number;
  anchor: 'left' | 'middle' | 'right';
  fill: string;
  direction: 'ltr' | 'rtl';
}
export type Shape =
  | Text
  | { kind: 'rect'; x: number; y: number; width: number; height: number; fill: string }
  | { kind: 'ring'; x: number; y: number; radius: number; stroke: string; line: number }
  /** The photo covers the box and is cropped to it. */
  | { kind: 'photo'; x: number; y: number; width: number; height: number };

/** Shapes are in drawing order. */
export interface ImageLayout {
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
  /** Whether to reserve space for a photo. */
  photo?: boolean;
}

export const colours = {
  light: { paper: '#f6f4ef', text: '#1d1c1a', muted: '#5b5852', hairline: '#cfcac0' },
  dark: { paper: '#161614', text: '#edebe6', muted: '#b5b1a8', hairline: '#45433e' },
};

export const getTextDirection = (text: string, defaultDirection: 'ltr' | 'rtl') => {
  const [letter] = /\p{L}/u.exec(text) ?? [];
  return letter ? (/[\u0590-\u08ff\ufb1d-\ufefc]/.test(letter) ? 'rtl' : 'ltr') : defaultDirection;
};

/** The main block, laid out but not placed yet. */
interface Body {
  height: number;
  width: number;
  place: (left: number, top: number) => Shape[];
}

/** @param measure called at one size, because the widths of a font are proportional to its size */
export function layoutImage(content: ImageContent, { format, theme, photo = false }: ImageOptions, measure: Measure): ImageLayout {
  const [width, height] = formats[format];
  const { paper, text, muted, hairline } = colours[theme];
  const rtl = content.direction === 'rtl';
  const margin = format === 'wide' ? 56 : 84;
  const innerWidth = width - 2 * margin;

  const metrics = createTextMetrics((text, weight) => measure(text, { size: 100, weight }) / 100);

  /** Coordinates are those of an image from left to right: `x` is where the lines start, end or have their middle. */
  const placeText = ({ lines }: Stack, x: number, top: number, side: 'start' | 'middle' | 'end' = 'start'): Text[] =>
    lines.map(({ text, size, weight, fill, y }) => ({
      kind: 'text',
      text,
      size,
      weight,
      fill,
      x: rtl ? width - x : x,
      y: top + y,
      anchor: side === 'middle' ? 'middle' : (side === 'start') === rtl ? 'right' : 'left',
      direction: getTextDirection(text, content.direction),
    }));
  /** Mirrors a box if the image runs from right to left. */
  const placeBox = (x: number, y: number, w: number, h: number) => ({ x: rtl ? width - x - w : x, y, width: w, height: h });

  const createNameBlocks = ({ places }: Group, size: number): Block[] =>
    places.flatMap(({ place, names }) => [
      ...names.map((name, index) => ({ text: name, size, weight: 600, fill: text, keepOnOneLineAbove: 0.7, gap: index ? 0 : size * 0.4 })),
      ...(place ? [{ text: place, size: size * 0.62, weight: 400, fill: muted }] : []),
    ]);
  const createNumberBlocks = ({ number, unit }: Group, size: number): Block[] => [
    { text: number, size, weight: 400, fill: text, keepOnOneLineAbove: 0 },
    { text: unit, size: size * 0.15, weight: 400, fill: text, gap: size * 0.04 },
  ];
  const peopleCount = content.groups.flatMap(({ places }) => places.flatMap(({ names }) => names)).length;
  const numberSize = { square: 400, wide: 280, tall: 560 }[format];
  const nameSize = { square: 72, wide: 62, tall: 92 }[format] * (peopleCount > 1 ? 0.8 : 1);

  /** One number for all people, above the names. */
  const stacked = ([group]: readonly Group[], scale: number, maxWidth: number): Body => {
    const blocks = [...createNumberBlocks(group!, numberSize), ...createNameBlocks(group!, nameSize)];
    const stack = layoutParagraphs(blocks, maxWidth, scale, metrics);
    return { ...stack, place: (x, y) => placeText(stack, x, y) };
  };
  /** One number for all people, next to the names. */
  const sideBySide = ([group]: readonly Group[], scale: number, maxWidth: number): Body => {
    const gap = numberSize * 0.25 * scale;
    const number = layoutParagraphs(createNumberBlocks(group!, numberSize), maxWidth * 0.55, scale, metrics);
    const names = layoutParagraphs(createNameBlocks(group!, nameSize), maxWidth - number.width - gap, scale, metrics);
    const height = Math.max(number.height, names.height);
    return {
      height,
      width: number.width + gap + names.width,
      place: (x, y) => [
        ...placeText(number, x, y + (height - number.height) / 2),
        ...placeText(names, x + number.width + gap, y + (height - names.height) / 2),
      ],
    };
  };
  /** A row for each number; the numbers are aligned in a column. */
  const rows = (groups: readonly Group[], scale: number, maxWidth: number): Body => {
    const size = nameSize * 0.8;
    const gap = size * 0.8 * scale;
    const numbers = groups.map((group) => layoutParagraphs([createNumberBlocks(group, size * 2.4)[0]!], maxWidth, scale, metrics));
    const columnWidth = Math.max(...numbers.map((number) => number.width));
    const rowLayouts = groups.map((group, i) => {
      const unit = { text: group.unit, size: size * 0.62, weight: 400, fill: text };
      const names = layoutParagraphs([unit, ...createNameBlocks(group, size)], maxWidth - columnWidth - gap, scale, metrics);
      return { number: numbers[i]!, names, height: Math.max(names.height, numbers[i]!.height) };
    });
    return {
      height: rowLayouts.reduce((sum, row) => sum + row.height, gap * (rowLayouts.length - 1)),
      width: columnWidth + gap + Math.max(...rowLayouts.map(({ names }) => names.width)),
      place: (x, y) => {
        let top = y;
        return rowLayouts.flatMap(({ number, names, height }) => {
          const row = [...placeText(number, x + columnWidth, top, 'end'), ...placeText(names, x + columnWidth + gap, top)];
          top += height + gap;
          return row;
        });
      },
    };
  };

  const radius = { square: 122, wide: 92, tall: 150 }[format];
  const postmark = [radius, radius * 0.925].map((ringRadius, i) => ({
    kind: 'ring' as const,
    x: rtl ? margin + radius : width - margin - radius,
    y: margin + radius,
    radius: ringRadius,
    stroke: muted,
    line: i ? 1.5 : 3,
  }));
  const dateBlocks = [
    ...(content.day ? [{ text: content.day, size: radius * 0.32, weight: 600, fill: muted, keepOnOneLineAbove: 0 }] : []),
    { text: content.date, size: radius * 0.22, weight: 400, fill: muted, keepOnOneLineAbove: 0 },
  ];
  const date = scaleToFit((scale) => layoutParagraphs(dateBlocks, radius, scale, metrics), radius * 1.55, radius * 1.1);

  const titleSize = { square: 44, wide: 36, tall: 58 }[format];
  const fitText = (text: string | undefined, size: number, weight: number, fill: string, maxWidth: number, maxHeight: number) =>
    scaleToFit((scale) => layoutParagraphs([{ text: text ?? '', size, weight, fill }], maxWidth, scale, metrics), maxWidth, maxHeight);
  const heading = fitText(content.title, titleSize, 600, text, innerWidth - 2 * radius - margin * 0.5, 2 * radius);
  const footer = fitText(content.organiser, titleSize * 0.72, 400, muted, innerWidth, titleSize * 2.4);
  const footerTop = height - margin * 0.75 - footer.height;

  const gap = margin * 0.4;
  const bottom = footerTop - margin * 0.6;
  const photoWidth = photo ? Math.min((bottom - margin - 2 * radius - gap) * 0.8, innerWidth * 0.36) : 0;
  const photoHeight = photoWidth * 1.25;
  const widthBesidePhoto = innerWidth - (photo ? photoWidth + margin * 0.5 : 0);
  // Below the postmark at full width, or higher up next to it.
  const areas = [
    { top: margin + 2 * radius + gap, availableWidth: widthBesidePhoto },
    { top: margin + heading.height + gap, availableWidth: Math.min(widthBesidePhoto, innerWidth - 2 * radius - margin * 0.5) },
  ];
  const arrangements = content.groups.length > 1 ? [rows] : peopleCount > 1 || format === 'wide' ? [stacked, sideBySide] : [stacked];
  const body = areas
    .flatMap(({ top, availableWidth }) =>
      arrangements.map((arrange) => ({
        top,
        ...scaleToFit((scale) => arrange(content.groups, scale, availableWidth), availableWidth, bottom - top),
      })),
    )
    .reduce((best, candidate) => (candidate.scale > best.scale ? candidate : best));

  const shapes: Shape[] = [
    { kind: 'rect', ...placeBox(0, 0, width, height), fill: paper },
    ...placeText(heading, margin, margin),
    ...postmark,
    ...placeText(date, width - margin - radius, margin + radius - date.height / 2, 'middle'),
    ...body.place(margin, body.top + (bottom - body.top - body.height) / 2),
    ...(photo ? [{ kind: 'photo' as const, ...placeBox(width - margin - photoWidth, bottom - photoHeight, photoWidth, photoHeight) }] : []),
    { kind: 'rect', ...placeBox(margin, footerTop - margin * 0.25, innerWidth, 2), fill: hairline },
    ...placeText(footer, margin, footerTop),
  ];
  const title = content.title ?? content.alt;
  return { width, height, language: content.language, direction: content.direction, title, alt: content.alt, shapes };
}
