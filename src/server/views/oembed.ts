/** What oEmbed says about a campaign's page: how another site shows it in an iframe. See https://oembed.com. */
import { html } from 'hono/html';
import { safeUrl } from '../../campaign/url.ts';
import { previewHeight, previewWidth } from '../images/link-preview.ts';
import type { PageContext } from './page-context.ts';
import { getCanonicalPath, getPreviewImagePath } from './paths.ts';

/** In CSS pixels: what a column of text has. */
const defaultWidth = 640;
const formHeight = 800;
const getCounterHeight = (people: number) => 160 + 80 * people;

/** The largest size that the other site has space for, in CSS pixels. */
export interface MaxSize {
  width: number;
  height: number;
}

/** The page that an iframe shows: the form, or the day count of a campaign without one. */
export function getEmbedKind({ campaign, kind }: PageContext): 'letter' | 'postcard' | 'counter' | undefined {
  if (campaign[kind]) return kind;
  return campaign.people?.length ? 'counter' : undefined;
}

/** The address that describes a page. A site that finds it there asks for the description. */
export function getOembedUrl(context: PageContext): string {
  const { origin } = new URL(context.base);
  return `${origin}/oembed?${new URLSearchParams({ url: origin + getCanonicalPath(context, context.language), format: 'json' })}`;
}

/**
 * @param previewVersion the version of the preview image
 * @returns undefined if the campaign has nothing to show in an iframe
 */
export async function createOembed(context: PageContext, maxSize: MaxSize, previewVersion: string): Promise<Record<string, unknown> | undefined> {
  const { original, campaign, language, partner } = context;
  const embedKind = getEmbedKind(context);
  if (!embedKind) return undefined;
  const { origin, host } = new URL(context.base);
  const query = new URLSearchParams({ lang: language, ...(partner && { partner }) });
  const src = `${origin}/embed/${original.id}/${embedKind}?${query}`;
  const width = Math.min(defaultWidth, maxSize.width);
  const height = Math.min(embedKind === 'counter' ? getCounterHeight(campaign.people!.length) : formHeight, maxSize.height);
  const frame = await html`<iframe src="${src}" title="${campaign.title}" width="${width}" height="${height}" style="border:0" allow="clipboard-write; web-share" loading="lazy"></iframe>`;
  const hasSpaceForPreview = previewWidth <= maxSize.width && previewHeight <= maxSize.height;
  return {
    version: '1.0',
    type: 'rich',
    title: campaign.title,
    author_name: campaign.organiser.name,
    author_url: safeUrl(campaign.organiser.url, context.base),
    provider_name: host,
    provider_url: origin,
    html: String(frame),
    width,
    height,
    ...(hasSpaceForPreview && {
      thumbnail_url: origin + getPreviewImagePath(context, previewVersion),
      thumbnail_width: previewWidth,
      thumbnail_height: previewHeight,
    }),
  };
}
