/** What search engines and the previews of links read about a campaign's page: its canonical address, its languages, Open Graph, oEmbed. */
import { html } from 'hono/html';
import { getLanguages } from '../../campaign/localize.ts';
import { createLinkPreview, previewHeight, previewWidth } from '../images/link-preview.ts';
import type { Html } from './html.ts';
import { getEmbedKind, getOembedUrl } from './oembed.ts';
import type { PageContext } from './page-context.ts';
import { getCanonicalPath, getPreviewImagePath } from './paths.ts';

/** The metadata of the page in its language. All addresses are absolute, as Open Graph and `hreflang` require. @param now milliseconds since the epoch */
export function sharingMetadata(context: PageContext, now: number): Html {
  const { original, campaign, language, translator, base } = context;
  const { origin } = new URL(base);
  const getUrl = (tag: string) => origin + getCanonicalPath(context, tag);
  const languages = getLanguages(original);
  const others = languages.filter((tag) => tag !== language);
  const { alt, version } = createLinkPreview(campaign, language, translator, now);
  const properties = {
    'og:type': 'website',
    'og:site_name': campaign.organiser.name,
    'og:title': campaign.title,
    'og:description': getDescription(context),
    'og:url': getUrl(language),
    'og:locale': toLocale(language),
    'og:image': origin + getPreviewImagePath(context, version),
    'og:image:type': 'image/png',
    'og:image:width': String(previewWidth),
    'og:image:height': String(previewHeight),
    'og:image:alt': alt,
  };
  return html`<link rel="canonical" href="${getUrl(language)}">
    ${others.length > 0 && [...languages, 'x-default'].map((tag) => html`<link rel="alternate" hreflang="${tag}" href="${getUrl(tag)}">`)}
    ${getEmbedKind(context) && html`<link rel="alternate" type="application/json+oembed" href="${getOembedUrl(context)}" title="${campaign.title}">`}
    ${Object.entries(properties).map(([property, content]) => content && html`<meta property="${property}" content="${content}">`)}
    ${others.map((tag) => html`<meta property="og:locale:alternate" content="${toLocale(tag)}">`)}
    <meta name="twitter:card" content="summary_large_image">`;
}

/** The summary on one line. */
export const getDescription = ({ campaign }: PageContext): string | undefined => campaign.summary?.replace(/\s+/g, ' ');

/** Open Graph names a language with a territory, such as `km_KH`. */
function toLocale(language: string): string {
  try {
    const { language: code, region } = new Intl.Locale(language).maximize();
    return region ? `${code}_${region}` : code;
  } catch {
    return language.replaceAll('-', '_');
  }
}
