/** The actions on a page: which campaign, by which method, and as what. */
import { tagNames } from '../../embed-code/snippets.ts';
import type { PageContent, PageTag } from './read-page.ts';

export interface Embed {
  /** A key of `embedMethods`; an element can be of any method with elements. */
  method: 'element' | 'link' | 'frame' | 'framedLink' | 'page' | 'image' | 'code';
  /** How the report names it. */
  label: string;
  /** A key of `tagNames`, or another word that the page has in its place; undefined for a link, which is any action of the campaign. */
  element: string | undefined;
  tag: PageTag;
  /** The address that names the campaign; undefined if it is missing or invalid. */
  url: URL | undefined;
  /** The id in the address, if the address has the form that this method needs. */
  campaignId: string | undefined;
  partner: string | undefined;
  language: string | undefined;
}

const elementsByTag: Record<string, string> = Object.fromEntries(Object.entries(tagNames).map(([element, tag]) => [tag, element]));

const paths = {
  document: /^\/campaigns\/([a-z\d][a-z\d-]*)\.json$/,
  page: /^\/a\/([a-z\d][a-z\d-]*)\/?$/,
  frame: /^\/embed\/([a-z\d][a-z\d-]*)\/([a-z]+)\/?$/,
  image: /^\/campaigns\/([a-z\d][a-z\d-]*)\/counter\.(?:png|svg)$/,
  code: /^\/a\/([a-z\d][a-z\d-]*)\/qr\.(?:png|svg)$/,
};

const parseUrl = (text: string | undefined, base: string) => (text?.trim() && URL.canParse(text.trim(), base) ? new URL(text.trim(), base) : undefined);

/** A word that a tag gives for an element; what is no name is left out of reports. */
const toName = (text: string | undefined) => (text !== undefined && /^[a-z]{1,20}$/.test(text) ? text : undefined);

/** @param origin of the campaign's server */
export function findEmbeds({ tags, base }: PageContent, origin: string): Embed[] {
  return tags.flatMap((tag) => toEmbed(tag, base, origin) ?? []);
}

function toEmbed(tag: PageTag, base: string, origin: string): Embed | undefined {
  const { name, attributes } = tag;
  const create = (method: Embed['method'], label: string, element: string | undefined, address: string | undefined, path: RegExp, more: Partial<Embed> = {}): Embed => {
    const url = parseUrl(address, base);
    const campaignId = url && path.exec(url.pathname)?.[1];
    return { method, label, element, tag, url, campaignId, partner: undefined, language: undefined, ...more };
  };
  const fromQuery = (address: string | undefined) => {
    const query = parseUrl(address, base)?.searchParams;
    return { partner: query?.get('partner') ?? undefined, language: query?.get('lang') ?? undefined };
  };
  const element = elementsByTag[name];
  if (element !== undefined) return create('element', `<${name}>`, element, attributes['src'], paths.document, { partner: attributes['partner'], language: attributes['lang'] });
  if (name === 'a' && attributes['data-action'] !== undefined && !tag.isFallback) {
    const options = { partner: attributes['data-partner'], language: attributes['data-lang'] };
    return create('link', 'the link with data-action', toName(attributes['data-action']), attributes['data-src'], paths.document, options);
  }
  const address = attributes[name === 'a' ? 'href' : 'src'];
  const url = parseUrl(address, base);
  if (name === 'a' && attributes['data-embed'] !== undefined) return create('framedLink', 'the link with data-embed', toName(attributes['data-embed']), address, paths.page, fromQuery(address));
  // What follows is not ours unless its address is.
  if (url?.origin !== origin) return undefined;
  if (name === 'iframe') return create('frame', 'the iframe', paths.frame.exec(url.pathname)?.[2], address, paths.frame, fromQuery(address));
  if (name === 'a' && !tag.isFallback && paths.page.test(url.pathname)) return create('page', 'the link', undefined, address, paths.page, fromQuery(address));
  if (name === 'img' && paths.image.test(url.pathname)) return create('image', 'the image of the day count', 'counter', address, paths.image);
  if (name === 'img' && paths.code.test(url.pathname)) return create('code', 'the QR code', undefined, address, paths.code, fromQuery(address));
  return undefined;
}

/** @returns the tag of ours for which a script is needed; nothing for methods without one */
export const getScriptFiles = ({ method, tag }: Embed): readonly string[] => {
  if (method === 'frame' || method === 'framedLink') return ['embed.js'];
  if (method === 'link') return ['actions.js', 'actions.iife.js'];
  return method === 'element' ? [`${tag.name}.js`, 'actions.js', 'actions.iife.js'] : [];
};
