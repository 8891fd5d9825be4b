/** The address of an action's own page as a QR code, for posters and paper postcards. */
import { html } from 'hono/html';
import { encode } from 'uqr';
import { createCachedContent, type CachedContent } from '../middleware/cached-content.ts';
import type { PageContext } from '../views/page-context.ts';

/** The light margin that a reader needs, in modules: ISO/IEC 18004. */
const quietZone = 4;
/** The size of a module: the code of an ordinary address has about 500 by 500 pixels. */
const modulePixels = 12;

/**
 * @param origin of the page
 * @param query may name a language, a partner and a kind; one that is missing does not make the code larger
 */
export function createQrCode(context: PageContext, type: 'svg' | 'png', origin: string, query: URLSearchParams): Promise<CachedContent> {
  const pageQuery = new URLSearchParams();
  if (query.get('lang')) pageQuery.set('lang', context.language);
  if (context.partner) pageQuery.set('partner', context.partner);
  if (query.get('kind')) pageQuery.set('kind', context.kind);
  const url = `${origin}/a/${context.campaign.id}${pageQuery.size ? `?${pageQuery}` : ''}`;
  // Paper is folded and badly printed: level M still reads if 15 % of the code is damaged.
  const { data, size } = encode(url, { ecc: 'M', border: quietZone });
  const code = { runs: data.flatMap(findRuns), size };
  return type === 'svg' ? renderSvg(context, url, code) : renderPng(code);
}

interface Code {
  runs: Run[];
  /** Width and height, with the quiet zone, in modules. */
  size: number;
}
/** Dark modules side by side. */
type Run = [x: number, y: number, width: number];

const findRuns = (row: readonly boolean[], y: number): Run[] =>
  [...row.map(Number).join('').matchAll(/1+/g)].map(({ index, 0: run }) => [index, y, run.length]);

async function renderSvg({ campaign, language }: PageContext, url: string, { runs, size }: Code): Promise<CachedContent> {
  const path = runs.map(([x, y, width]) => `M${x} ${y}h${width}v1h-${width}z`).join('');
  const pixels = size * modulePixels;
  const text = await html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${pixels}" height="${pixels}" role="img" aria-labelledby="title desc" shape-rendering="crispEdges">
<title id="title" xml:lang="${language}">${campaign.title}</title>
<desc id="desc">${url}</desc>
<path fill="#fff" d="M0 0h${size}v${size}H0z"/>
<path d="${path}"/>
</svg>
`;
  return createCachedContent(String(text), 'image/svg+xml; charset=utf-8');
}

async function renderPng({ runs, size }: Code): Promise<CachedContent> {
  const { createCanvas } = await import('@napi-rs/canvas');
  const canvas = createCanvas(size * modulePixels, size * modulePixels);
  const context = canvas.getContext('2d');
  context.scale(modulePixels, modulePixels);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size, size);
  context.fillStyle = '#000';
  for (const [x, y, width] of runs) context.fillRect(x, y, width, 1);
  return createCachedContent(new Uint8Array(await canvas.encode('png')), 'image/png');
}
