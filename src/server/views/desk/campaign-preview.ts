/** The real element with a draft, in an iframe beside the form. */
import { html, raw } from 'hono/html';
import { getLanguages } from '../../../campaign/localize.ts';
import type { Campaign } from '../../../campaign/schema/campaign.schema.ts';
import { getElements } from '../../../embed-code/campaign-elements.ts';
import { tagNames, type ElementName } from '../../../embed-code/snippets.ts';
import { getDirection } from '../../../i18n/translator.ts';
import { previewStates, type PreviewData, type PreviewState } from '../../campaign-forms/preview-document.ts';
import type { Html } from '../html.ts';
import { anyImage, createPolicy, ownFiles } from '../content-security-policy.ts';
import { pageHeaders, stylePath } from '../layout.ts';
import { getPreviewPath } from './campaign-form-paths.ts';
import { deskPaths } from './layout.ts';

export interface PreviewOptions {
  element: ElementName;
  language: string;
  state: PreviewState;
  width: 'phone' | 'desktop';
}

const elementNames: Record<ElementName, string> = { letter: 'Letter', postcard: 'Postcard', counter: 'Day count', wall: 'Message wall', updates: 'Updates', progress: 'Number of participants' };
const stateNames: Record<PreviewState, string> = { open: 'Open', before: 'Before it opens', closed: 'Closed', sent: 'After sending' };
const widthNames = { phone: 'Phone', desktop: 'Desktop' };
const widths = ['phone', 'desktop'] as const;

/** The names of the controls, which cannot be those of fields. */
const names = { element: 'preview-element', language: 'preview-language', state: 'preview-state', width: 'preview-width' };

/** Reads the controls; what is missing, or what the campaign does not have, gets a default. */
export function readPreviewOptions(query: URLSearchParams, campaign: Campaign): PreviewOptions {
  const find = <T extends string>(values: readonly T[], name: keyof typeof names) => values.find((value) => value === query.get(names[name]));
  const [elements, languages] = [getElements(campaign), getLanguages(campaign)];
  return {
    element: find(elements, 'element') ?? elements[0] ?? 'letter',
    language: find(languages, 'language') ?? languages[0]!,
    state: find(previewStates, 'state') ?? 'open',
    width: find(widths, 'width') ?? 'phone',
  };
}

const policy = createPolicy({
  ...ownFiles,
  'img-src': ["'self'", ...anyImage],
  // Nothing is sent, whatever the element does.
  'connect-src': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'self'",
});

async function previewPage(language: string, body: Html, status = 200): Promise<Response> {
  const text = await html`<!doctype html>
<html lang="${language}" dir="${getDirection(language)}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Preview</title>
    <link rel="stylesheet" href="${stylePath}">
    <link rel="stylesheet" href="${deskPaths.style}">
  </head>
  ${body}
</html>`;
  return new Response(String(text), { status, headers: { ...pageHeaders, 'Content-Security-Policy': policy, 'X-Robots-Tag': 'noindex, nofollow' } });
}

/** JSON inside of a script element: no text of it can end the element. */
const toScriptJson = (value: unknown): Html => raw(JSON.stringify(value).replaceAll('<', String.raw`\u003c`));

export function campaignPreview(data: PreviewData, { element, language, state, width }: PreviewOptions): Promise<Response> {
  const tag = tagNames[element];
  const body = html`<body class="preview ${width}">
    ${raw(`<${tag} data-preview`)} lang="${language}"><p>The preview needs JavaScript.</p>${raw(`</${tag}>`)}
    <script type="application/json" id="preview-data">${toScriptJson({ ...data, state })}</script>
    <script type="module" src="/v1/desk-preview.js"></script>
    <script type="module" src="/v1/actions.js"></script>
  </body>`;
  return previewPage(language, body);
}

/** @param errors of the document */
export const brokenPreview = (errors: readonly string[]): Promise<Response> =>
  previewPage(
    'en',
    html`<body class="preview">
    <p>The preview appears once these are corrected:</p>
    <ul>${errors.map((text) => html`<li dir="auto">${text}</li>`)}</ul>
  </body>`,
  );

function choice(name: keyof typeof names, label: string, options: readonly (readonly [string, string])[], selected?: string): Html {
  return html`<div><label for="${names[name]}">${label}</label><select id="${names[name]}" name="${names[name]}" form="builder">${options.map(([value, text]) => html`<option value="${value}"${value === selected && html` selected`}>${text}</option>`)}</select></div>`;
}

const getLanguageName = (tag: string) => new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag;

/** The preview and its controls. These belong to the form `builder`, whose values it shows; at first, it shows the draft. */
export function previewColumn(id: string, campaign: Campaign | undefined, first: { element?: string | undefined; language?: string } = {}): Html {
  const query = new URLSearchParams(Object.entries(first).flatMap(([name, value]) => (value === undefined ? [] : [[names[name as keyof typeof names], value]])));
  const elements = campaign ? getElements(campaign) : [];
  const languages = campaign ? getLanguages(campaign) : [];
  return html`<section class="preview-column" aria-labelledby="preview-title">
      <h2 id="preview-title">Preview</h2>
      <div class="preview-controls">
      ${elements.length > 0 && choice('element', 'Element', elements.map((element) => [element, elementNames[element]] as const), first.element)}
      ${languages.length > 0 && choice('language', 'Language', languages.map((tag) => [tag, getLanguageName(tag)] as const), first.language)}
      ${choice('state', 'State', previewStates.map((state) => [state, stateNames[state]] as const))}
      ${choice('width', 'Width', widths.map((width) => [width, widthNames[width]] as const))}
      <button id="show-preview" class="plain" form="builder" formaction="${getPreviewPath(id)}" formtarget="preview" formnovalidate>Show the preview</button></div>
      <iframe name="preview" class="preview-frame" title="Preview" src="${getPreviewPath(id)}?${query}"></iframe>
      <p class="hint">What you send in the preview goes nowhere.</p>
    </section>`;
}
