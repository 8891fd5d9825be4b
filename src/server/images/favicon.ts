/** The icon of all pages: an envelope, in the colours of their buttons. */
import { createContent, type Content } from '../content.ts';

// The canvas library draws attributes only, so that the style sheet has nothing but the dark colours.
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">
<style>@media (prefers-color-scheme: dark) { rect { fill: #a3c9f7 } path { stroke: #0b1d30 } }</style>
<rect x="1" y="5" width="30" height="22" rx="3" fill="#16508c"/>
<path d="M5 10l11 8.5 11-8.5" fill="none" stroke="#fff" stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round"/>
</svg>
`;

/** In pixels: what browsers show in a tab of a screen with a high resolution. */
const pngSize = 48;

export const faviconSvg: Content = createContent(svg, 'image/svg+xml; charset=utf-8');

/** For browsers and search engines that read no SVG. */
export async function createFaviconPng(): Promise<Content> {
  const { createCanvas, loadImage } = await import('@napi-rs/canvas');
  const canvas = createCanvas(pngSize, pngSize);
  canvas.getContext('2d').drawImage(await loadImage(Buffer.from(svg)), 0, 0, pngSize, pngSize);
  return createContent(new Uint8Array(await canvas.encode('png')), 'image/png');
}
