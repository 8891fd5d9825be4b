/** A picture as SVG: its words and digits are text, and nothing in it leads anywhere. */
import { fonts } from './canvas.ts';
import type { Picture, Shape, Text } from './layout.ts';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** XML has no place for some characters, not even escaped: https://www.w3.org/TR/xml/#charsets */
const escaped = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (one) => entities[one]!);

const element = (name: string, attributes: Record<string, string | number | undefined>, content = '') => {
  const all = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? '' : ` ${key}="${typeof value === 'number' ? Math.round(value * 100) / 100 : escaped(value)}"`,
  );
  return `<${name}${all.join('')}${content ? `>${content}</${name}` : '/'}>`;
};

/** SVG counts from where a line begins, which is on the right where it runs from right to left. */
const anchorOf = ({ anchor, direction }: Text) =>
  anchor === 'middle' ? anchor : (anchor === 'left') === (direction === 'ltr') ? 'start' : 'end';

function shapeOf(shape: Shape): string {
  switch (shape.kind) {
    case 'rect': {
      const { x, y, width, height, fill } = shape;
      return element('rect', { x, y, width, height, fill });
    }
    case 'ring':
      return element('circle', { cx: shape.x, cy: shape.y, r: shape.radius, fill: 'none', stroke: shape.stroke, 'stroke-width': shape.line });
    case 'photo':
      return '';
    case 'text': {
      const { x, y, size, weight, fill, direction } = shape;
      const attributes = { x, y, 'font-size': size, 'font-weight': weight, fill, direction, 'text-anchor': anchorOf(shape) };
      return element('text', attributes, escaped(shape.text));
    }
  }
}

export function svgOf({ width, height, language, title, alt, shapes }: Picture): string {
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    lang: language,
    'xml:lang': language,
    role: 'img',
    'aria-label': alt,
    'font-family': fonts,
    style: 'font-variant-numeric: lining-nums tabular-nums',
  };
  const words = element('title', {}, escaped(title)) + element('desc', {}, escaped(alt));
  return element('svg', root, `${words}\n${shapes.map(shapeOf).join('\n')}\n`);
}
