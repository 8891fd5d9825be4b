/** The HTML document around every page. */
import { html } from 'hono/html';
import { getDirection } from '../../i18n/translator.ts';
import { anyImage, createPolicy } from './content-security-policy.ts';
import type { Html } from './html.ts';

/** Where the style sheet of the pages is served. */
export const stylePath = '/page.css';

/** Where the icon is served. Browsers and search engines ask for the second one even if no page names it. */
export const faviconPaths = { svg: '/favicon.svg', png: '/favicon.ico' };

/** Options of a page that is shown in an iframe on another site. */
export interface FrameOptions {
  /** The server's origin: in a sandboxed iframe, WebKit does not resolve `'self'`. */
  origin: string;
  theme: 'auto' | 'light' | 'dark';
  /** The value of `frame-ancestors`. */
  ancestors: string;
  /** Whether submissions from an opaque origin, as a sandboxed iframe has, would be rejected. */
  rejectsOpaqueOrigins: boolean;
}

/** @param connect other origins that the element sends requests to */
function buildPolicy(connect: readonly string[], framesOwnPages: boolean, frame?: FrameOptions): string {
  const self = ["'self'", ...(frame ? [frame.origin] : [])];
  return createPolicy({
    'script-src': self,
    'style-src': self,
    'img-src': [...self, ...anyImage],
    'connect-src': [...self, ...connect],
    'form-action': self,
    ...(framesOwnPages && { 'frame-src': "'self'" }),
    ...(frame && { 'frame-ancestors': frame.ancestors }),
  });
}

export const pageHeaders = {
  'Content-Type': 'text/html; charset=utf-8',
  // A cached form would submit the same id again.
  'Cache-Control': 'no-store',
  // Other sites do not learn the page's URL. With `no-referrer`, our own form would be sent with the origin `null`.
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  // A page that opens ours, or that ours opens, gets no hold of its window.
  'Cross-Origin-Opener-Policy': 'same-origin',
  // What no page of ours uses. Copying and sharing are for the page around a frame to allow.
  'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
};

export interface Page {
  language: string;
  title: string;
  description?: string | undefined;
  head?: Html | undefined;
  frame?: FrameOptions | undefined;
  connect?: readonly string[] | undefined;
  /** Whether it shows another page of the server in an iframe. */
  framesOwnPages?: boolean;
  content: Html | (Html | '')[];
}

// Links open a new tab, so that the text in the form is not lost.
const frameHead = html`<base target="_blank"><script type="module" src="/v1/frame.js"></script>`;

const iconLinks = html`<link rel="icon" href="${faviconPaths.png}" sizes="48x48">
    <link rel="icon" href="${faviconPaths.svg}" type="image/svg+xml">`;

export async function page(
  { language, title, description, head, frame, connect = [], framesOwnPages = false, content }: Page,
  status = 200,
  headers = {},
): Promise<Response> {
  const text = await html`<!doctype html>
<html lang="${language}" dir="${getDirection(language)}"${frame && html` class="framed ${frame.theme}"`}>
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    ${description && html`<meta name="description" content="${description}">`}
    <meta name="color-scheme" content="light dark">
    <link rel="stylesheet" href="${stylePath}">
    ${frame ? frameHead : iconLinks}
    ${head}
  </head>
  <body>${content}</body>
</html>`;
  return new Response(String(text), {
    status,
    headers: { ...pageHeaders, 'Content-Security-Policy': buildPolicy(connect, framesOwnPages, frame), ...headers },
  });
}
