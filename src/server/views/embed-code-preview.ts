/** The preview in the page that writes snippets. */
import { html, raw } from 'hono/html';
import { embedMethods } from '../../embed-code/snippets.ts';
import { externalOrigins } from './action-page.ts';
import { anyImage, createPolicy, ownFiles } from './content-security-policy.ts';
import type { EmbedCodeOptions } from './embed-code-options.ts';
import { embedCodeStylePath } from './embed-code-page.ts';
import { pageHeaders } from './layout.ts';

/**
 * An empty page with the action. Its links open another tab, because no other page of the server can be shown in an iframe. Its form sends tests, which an iframe's form cannot do: an element takes the iframe's place.
 */
export async function embedCodePreview({ campaign, languages, method, snippet }: EmbedCodeOptions): Promise<Response> {
  // Relative URLs also work where a proxy hides the server's origin.
  const local = { ...snippet, origin: '', isTesting: true, pinned: undefined };
  const code = embedMethods[embedMethods[method]!.hasScript ? 'element' : method]!.getCode(local);
  const text = await html`<!doctype html>
<html lang="${snippet.lang ?? languages[0]}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Preview</title>
    <base target="_blank">
    <link rel="stylesheet" href="${embedCodeStylePath}">
  </head>
  <body class="preview">${raw(code)}</body>
</html>`;
  const policy = createPolicy({
    ...ownFiles,
    // The snippets reserve space in a `style` attribute.
    'style-src-attr': "'unsafe-inline'",
    'img-src': ["'self'", ...anyImage],
    'connect-src': ["'self'", ...externalOrigins(campaign)],
    'frame-ancestors': "'self'",
  });
  return new Response(String(text), { headers: { ...pageHeaders, 'Content-Security-Policy': policy } });
}
