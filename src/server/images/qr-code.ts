/** An address as a QR code, for posters and paper postcards. */
import { encode } from 'uqr';
import { createElement, escapeXml } from '../../share-image/svg.ts';
import { createContent, type Content } from '../content.ts';

/** The light margin that a reader needs, in modules: ISO/IEC 18004. */
const quietZone = 4;
/** The size of a module: the code of an ordinary address has about 500 by 500 pixels. */
const modulePixels = 12;

/** What the code leads to, and the text of its SVG. */
export interface QrCode {
  url: string;
  title: string;
  /** The language of the title. */
  language: string;
}

export async function createQrCode(code: QrCode, type: 'svg' | 'png'): Promise<Content> {
  // Paper is folded and badly printed: level M still reads if 15 % of the code is damaged.
  const { data, size } = encode(code.url, { ecc: 'M', border: quietZone });
  const modules = { runs: data.flatMap(findRuns), size };
  return type === 'svg' ? renderSvg(code, modules) : renderPng(modules);
}

interface Modules {
  runs: Run[];
  /** Width and height, with the quiet zone, in modules. */
  size: number;
}
/** Dark modules side by side. */
type Run = [x: number, y: number, width: number];

const findRuns = (row: readonly boolean[], y: number): Run[] =>
  [...row.map(Number).join('').matchAll(/1+/g)].map(({ index, 0: run }) => [index, y, run.length]);

function renderSvg({ url, title, language }: QrCode, { runs, size }: Modules): Content {
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${size} ${size}`,
    width: size * modulePixels,
    height: size * modulePixels,
    role: 'img',
    'aria-labelledby': 'title desc',
    'shape-rendering': 'crispEdges',
  };
  const elements = [
    createElement('title', { id: 'title', 'xml:lang': language }, escapeXml(title)),
    createElement('desc', { id: 'desc' }, escapeXml(url)),
    createElement('path', { fill: '#fff', d: `M0 0h${size}v${size}H0z` }),
    createElement('path', { d: runs.map(([x, y, width]) => `M${x} ${y}h${width}v1h-${width}z`).join('') }),
  ];
  return createContent(`${createElement('svg', root, `\n${elements.join('\n')}\n`)}\n`, 'image/svg+xml; charset=utf-8');
}

async function renderPng({ runs, size }: Modules): Promise<Content> {
  const { createCanvas } = await import('@napi-rs/canvas');
  const canvas = createCanvas(size * modulePixels, size * modulePixels);
  const context = canvas.getContext('2d');
  context.scale(modulePixels, modulePixels);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size, size);
  context.fillStyle = '#000';
  for (const [x, y, width] of runs) context.fillRect(x, y, width, 1);
  return createContent(new Uint8Array(await canvas.encode('png')), 'image/png');
}
