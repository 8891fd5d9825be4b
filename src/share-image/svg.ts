/** An image layout as SVG: words and digits are text, and there are no links or scripts. */
import { fonts } from './canvas.ts';
import type { ImageLayout, Shape, Text } from './layout.ts';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** XML forbids some characters, even escaped: https://www.w3.org/TR/xml/#charsets */
export const escapeXml = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character]!);

/** @param content escaped already */
export const createElement = (name: string, attributes: Record<string, string | number | undefined>, content = '') => {
  const attributeList = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? '' : ` ${key}="${typeof value === 'number' ? Math.round(value * 100) / 100 : escapeXml(value)}"`,
  );
  return `<${name}${attributeList.join('')}${content ? `>${content}</${name}` : '/'}>`;
};

/** In SVG, `start` is where a line begins: on the right if the text runs from right to left. */
const getTextAnchor = ({ anchor, direction }: Text) =>
  anchor === 'middle' ? anchor : (anchor === 'left') === (direction === 'ltr') ? 'start' : 'end';

function renderShape(shape: Shape): string {
  switch (shape.kind) {
    case 'rect': {
      const { x, y, width, height, fill } = shape;
      return createElement('rect', { x, y, width, height, fill });
    }
    case 'ring':
      return createElement('circle', { cx: shape.x, cy: shape.y, r: shape.radius, fill: 'none', stroke: shape.stroke, 'stroke-width': shape.line });
    case 'photo':
      return '';
    case 'text': {
      const { x, y, size, weight, fill, direction } = shape;
      const attributes = { x, y, 'font-size': size, 'font-weight': weight, fill, direction, 'text-anchor': getTextAnchor(shape) };
      return createElement('text', attributes, escapeXml(shape.text));
    }
  }
}

export function toSvg({ width, height, language, title, alt, shapes }: ImageLayout): string {
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
  const description = createElement('title', {}, escapeXml(title)) + createElement('desc', {}, escapeXml(alt));
  return createElement('svg', root, `${description}\n${shapes.map(renderShape).join('\n')}\n`);
}
