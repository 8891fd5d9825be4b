/** The page that writes the snippet for an action. Without scripts, a button updates it. */
import { html, raw } from 'hono/html';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { formatPolicy, getPolicy, getTrustedTypesPolicy } from '../../embed-code/csp.ts';
import { embedMethods, type ElementName, type PinnedFiles } from '../../embed-code/snippets.ts';
import type { EmbedCodeOptions } from './embed-code-options.ts';
import { advice } from './advice.ts';
import { getCampaignPath } from './desk/campaign-paths.ts';
import { hidden } from './form-controls.ts';
import { page } from './layout.ts';
import type { Html } from './html.ts';

/** Where the style sheet of this page is served. */
export const embedCodeStylePath = '/embed-code.css';

const head = html`<link rel="stylesheet" href="${embedCodeStylePath}">
    <script type="module" src="/v1/embed-code.js"></script>`;

const elementNames: Record<ElementName, string> = {
  letter: 'Letter',
  postcard: 'Postcard',
  counter: 'Day count',
  wall: 'Message wall',
  updates: 'Updates',
  progress: 'Number of participants',
};

function option(value: string, current: string | undefined, text: string, lang?: string): Html {
  return html`<option value="${value}"${value === current && html` selected`}${lang && html` lang="${lang}"`}>${text}</option>`;
}

function getLanguageName(tag: string): string {
  return new Intl.DisplayNames(tag, { type: 'language' }).of(tag) ?? tag;
}

function copyButton(id: string, text: string): Html {
  return html`<p><button type="button" data-copies="${id}" hidden>${text}</button> <span role="status"></span></p>`;
}

export interface EmbedCodePageData {
  campaigns: readonly Campaign[];
  /** Missing if there are no campaigns. */
  options: EmbedCodeOptions | undefined;
  /** The query of the request; the preview repeats it. */
  query: URLSearchParams;
  pinned: PinnedFiles | undefined;
  addressAdvice: string | undefined;
}

/** For those who come from the desk. */
const backLink = ({ id, title, language }: Campaign): Html =>
  html`<p>Back to the desk: <a href="${getCampaignPath(id)}" lang="${language}" dir="auto">${title}</a></p>`;

function form({ campaigns, pinned }: EmbedCodePageData, options: EmbedCodeOptions, origin: Campaign | undefined): Html {
  const { campaign, elements, languages, partner, method, snippet } = options;
  const { element, lang, theme } = snippet;
  const methods = Object.entries(embedMethods).filter(([, one]) => one.elements.includes(element));
  return html`<form>
      ${hidden('from', origin?.id)}
      <p>
        <label for="campaign">Campaign</label>
        <select id="campaign" name="campaign">${campaigns.map(({ id, title, language }) => option(id, campaign.id, title, language))}</select>
      </p>
      <p>
        <label for="element">What to show</label>
        <select id="element" name="element">${elements.map((name) => option(name, element, elementNames[name]))}</select>
      </p>
      <p>
        <label for="lang">Language</label>
        <select id="lang" name="lang">${[option('', lang ?? '', 'The language of your page'), ...languages.map((tag) => option(tag, lang, getLanguageName(tag), tag))]}</select>
      </p>
      <p>
        <label for="theme">Colours</label>
        <select id="theme" name="theme">${[option('', theme ?? '', 'As on your page'), option('light', theme, 'Always light'), option('dark', theme, 'Always dark')]}</select>
      </p>
      <p>
        <label for="partner">Short name of your site (optional)</label>
        <span class="hint" id="partner-hint">Lowercase letters, digits and hyphens. The campaign counts what is sent through your page.</span>
        <input id="partner" name="partner" value="${partner}" autocomplete="off" spellcheck="false" autocapitalize="none" aria-describedby="partner-hint partner-error">
        <span class="error" id="partner-error" role="status">${partner && !snippet.partner ? 'The campaign does not accept this short name, so the code leaves it out.' : ''}</span>
      </p>
      <fieldset>
        <legend>How it is put on your page</legend>
        <div id="methods">${methods.map(
          ([value, { name }]) => html`<label class="choice"><input type="radio" name="method" value="${value}"${value === method && html` checked`}>${name}</label>`,
        )}</div>
      </fieldset>
      <div id="pinning">${
        pinned && embedMethods[method]!.hasScript
          ? html`<label class="choice"><input type="checkbox" name="pinned"${snippet.pinned && html` checked`}>Always this version, checked by its hash</label>`
          : ''
      }</div>
      <button id="submit">Show the code</button>
    </form>`;
}

function policySection({ method, snippet, imageOrigins }: EmbedCodeOptions): Html {
  const { origin, element } = snippet;
  const policy = formatPolicy(getPolicy({ method, origin, element, imageOrigins }));
  const [trustedTypes] = formatPolicy(getTrustedTypesPolicy({ method }));
  return html`<section id="csp">${
    policy.length > 0 &&
    html`<h2 id="policy-title">Content Security Policy</h2>
      <p>If your site has a policy, add these sources to its directives. If a directive is missing, start from your <code>default-src</code>.</p>
      <pre tabindex="0" role="region" aria-labelledby="policy-title"><code id="policy" translate="no">${policy.join('\n')}</code></pre>
      ${copyButton('policy', 'Copy the lines')}
      ${trustedTypes && html`<p>Only if your policy already lists <code>trusted-types</code>: <code translate="no">${trustedTypes}</code></p>`}
      <p>If your policy restricts styles, leave out the <code>style</code> attribute, and put <code>display</code> and <code>min-height</code> into your style sheet.</p>`
  }</section>`;
}

const getCode = ({ method, snippet }: EmbedCodeOptions) => embedMethods[method]!.getCode(snippet);

/** The page that a link leads to cannot be shown in an iframe. */
function previewSection({ method, snippet }: EmbedCodeOptions, query: URLSearchParams): Html {
  if (method === 'page')
    return html`<section id="preview-section">
      <h2>Preview</h2>
      <p>This link leads to the page of the campaign, where everything that is sent counts.</p>
      <div class="preview">${raw(embedMethods[method]!.getCode({ ...snippet, origin: '' }))}</div>
    </section>`;
  return html`<section id="preview-section">
      <h2>Preview</h2>
      <p>What you send in the preview is stored as a test, and is not counted.</p>
      <iframe id="preview" title="Preview" src="/embed-code/preview?${query}"></iframe>
    </section>`;
}

export function embedCodePage(data: EmbedCodePageData): Promise<Response> {
  const { campaigns, options, query, addressAdvice } = data;
  const origin = campaigns.find(({ id }) => id === query.get('from'));
  const content = html`<main>
    ${origin && backLink(origin)}
    <h1>Put an action on your site</h1>
    ${
      options
        ? html`<p class="lead">Choose an action, then copy the code and paste it into your page.</p>
    ${advice(addressAdvice)}
    ${form(data, options, origin)}
    <section id="output">
      <h2 id="code-title">Code</h2>
      <pre tabindex="0" role="region" aria-labelledby="code-title"><code id="code" translate="no">${getCode(options)}</code></pre>
      ${copyButton('code', 'Copy the code')}
    </section>
    ${policySection(options)}
    ${previewSection(options, query)}`
        : html`<p>This server has no campaigns yet.</p>`
    }
  </main>`;
  return page({ language: 'en', title: 'Put an action on your site', description: 'Choose an action and copy the code for your page.', head, framesOwnPages: true, content });
}
