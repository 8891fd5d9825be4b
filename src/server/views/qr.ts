/** The address of an action's own page as a QR code, for posters and for cards on paper. */
import { html } from 'hono/html';
import { encode } from 'uqr';
import { contentOf, respond, type Content } from '../http/content.ts';
import type { PageContext } from './page-context.ts';

/** The light edge that a reader needs around it, in squares, ISO/IEC 18004. */
const border = 4;
/** Of a square: the code of an ordinary address has some 500 by 500. */
const pixels = 12;
const anHour = { 'Cache-Control': 'public, max-age=3600' };

/**
 * @param origin under which the world reaches the page
 * @param request whose query may ask for a language, a partner and a kind; what it does not ask for makes the code no larger
 */
export async function qrCode(view: PageContext, type: 'svg' | 'png', origin: string, request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams;
  const query = new URLSearchParams();
  if (asked.get('lang')) query.set('lang', view.language);
  if (view.partner) query.set('partner', view.partner);
  if (asked.get('kind')) query.set('kind', view.kind);
  const url = `${origin}/a/${view.campaign.id}${query.size ? `?${query}` : ''}`;
  // Paper is folded and printed badly: M still reads where a seventh of it is lost.
  const { data, size } = encode(url, { ecc: 'M', border });
  const code = { runs: data.flatMap(runsOf), size };
  return respond(await (type === 'svg' ? svg(view, url, code) : png(code)), request, anHour);
}

interface Code {
  runs: Run[];
  /** Width and height, with the edge, in squares. */
  size: number;
}
/** Dark squares side by side. */
type Run = [x: number, y: number, width: number];

const runsOf = (row: readonly boolean[], y: number): Run[] =>
  [...row.map(Number).join('').matchAll(/1+/g)].map(({ index, 0: run }) => [index, y, run.length]);

async function svg({ campaign, language }: PageContext, url: string, { runs, size }: Code): Promise<Content> {
  const dark = runs.map(([x, y, width]) => `M${x} ${y}h${width}v1h-${width}z`).join('');
  const side = size * pixels;
  const text = await html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${side}" height="${side}" role="img" aria-labelledby="title desc" shape-rendering="crispEdges">
<title id="title" xml:lang="${language}">${campaign.title}</title>
<desc id="desc">${url}</desc>
<path fill="#fff" d="M0 0h${size}v${size}H0z"/>
<path d="${dark}"/>
</svg>
`;
  return contentOf(new TextEncoder().encode(String(text)), 'image/svg+xml; charset=utf-8');
}

async function png({ runs, size }: Code): Promise<Content> {
  const { createCanvas } = await import('@napi-rs/canvas');
  const canvas = createCanvas(size * pixels, size * pixels);
  const context = canvas.getContext('2d');
  context.scale(pixels, pixels);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size, size);
  context.fillStyle = '#000';
  for (const [x, y, width] of runs) context.fillRect(x, y, width, 1);
  return contentOf(new Uint8Array(await canvas.encode('png')), 'image/png');
}
