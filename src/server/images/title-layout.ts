/** The layout of an image with nothing but a title: large, above a hairline and the organiser. */
import type { ImageContent } from '../../share-image/content.ts';
import { colours, formats, getTextDirection, type ImageLayout, type ImageOptions, type Measure, type Text } from '../../share-image/layout.ts';
import { createTextMetrics, layoutParagraphs, scaleToFit, type Stack } from '../../share-image/text-layout.ts';

export type TitleContent = Pick<ImageContent, 'language' | 'direction' | 'organiser' | 'alt'> & { title: string };

const margin = 72;
const titleSize = 112;
const organiserSize = 32;

export function layoutTitle(content: TitleContent, { format, theme }: ImageOptions, measure: Measure): ImageLayout {
  const { title, organiser = '', language, direction, alt } = content;
  const [width, height] = formats[format];
  const { paper, text, muted, hairline } = colours[theme];
  const innerWidth = width - 2 * margin;
  const metrics = createTextMetrics((part, weight) => measure(part, { size: 100, weight }) / 100);

  const fit = (paragraph: string, size: number, weight: number, fill: string, maxHeight: number) =>
    scaleToFit((scale) => layoutParagraphs([{ text: paragraph, size, weight, fill }], innerWidth, scale, metrics), innerWidth, maxHeight);
  const place = ({ lines }: Stack, top: number): Text[] =>
    lines.map((line) => ({
      kind: 'text',
      text: line.text,
      size: line.size,
      weight: line.weight,
      fill: line.fill,
      x: direction === 'rtl' ? width - margin : margin,
      y: top + line.y,
      anchor: direction === 'rtl' ? 'right' : 'left',
      direction: getTextDirection(line.text, direction),
    }));

  const footer = fit(organiser, organiserSize, 400, muted, organiserSize * 3.4);
  const footerTop = height - margin * 0.75 - footer.height;
  const lineTop = footerTop - margin * 0.35;
  const available = lineTop - 2 * margin;
  const heading = fit(title, titleSize, 600, text, available);
  return {
    width,
    height,
    language,
    direction,
    title,
    alt,
    shapes: [
      { kind: 'rect', x: 0, y: 0, width, height, fill: paper },
      ...place(heading, margin + (available - heading.height) / 2),
      { kind: 'rect', x: margin, y: lineTop, width: innerWidth, height: 2, fill: hairline },
      ...place(footer, footerTop),
    ],
  };
}
