/** The context that every part of a page receives, and helpers that several parts need. */
import { html } from 'hono/html';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { supportsAction } from '../../campaign/validation/submission-rules.ts';
import { resolvePartner } from '../../campaign/partner.ts';
import { negotiateLanguage, localizeCampaign } from '../../campaign/localize.ts';
import { listCountryNames } from '../../i18n/country-names.ts';
import { getTranslator } from '../../i18n/get-translator.ts';
import { allMessages } from '../../i18n/server-catalog.ts';
import type { FrameOptions } from './layout.ts';
import type { Translator } from '../../i18n/translator.ts';

export type Html = ReturnType<typeof html>;
export type Kind = 'letter' | 'postcard';

export interface PageContext {
  /** The untranslated document: its options are the values that are submitted. */
  original: Campaign;
  /** The same in the page's language. */
  campaign: Campaign;
  language: string;
  translator: Translator;
  kind: Kind;
  partner?: string | undefined;
  /** Present if the page is shown in an iframe. */
  frame?: FrameOptions | undefined;
  /** The URL of the document, which its relative URLs are resolved against. */
  base: string;
}

/** From a URL or a submitted form, so each value may be missing or invalid. */
export interface PageQuery {
  language?: string | null;
  kind?: string | null;
  partner?: string | null;
}

/** @param origin the server's origin, for absolute URLs */
export async function createPageContext(original: Campaign, { language, kind, partner }: PageQuery, origin: string, frame?: FrameOptions): Promise<PageContext> {
  const tag = negotiateLanguage(original, language ?? original.language);
  return {
    original,
    campaign: localizeCampaign(original, tag),
    language: tag,
    translator: await getTranslator(tag, allMessages),
    kind: kind && supportsAction(original, kind) ? kind : original.letter ? 'letter' : 'postcard',
    partner: resolvePartner(original, partner),
    frame,
    base: new URL(`/campaigns/${original.id}.json`, origin).href,
  };
}

function createQuery({ campaign, language, kind, partner }: PageContext): URLSearchParams {
  const query = new URLSearchParams({ lang: language });
  if (partner) query.set('partner', partner);
  if (campaign.letter && campaign.postcard) query.set('kind', kind);
  return query;
}

/** The path of the campaign's page. */
export const actionPath = (context: PageContext): string => `/a/${context.campaign.id}?${createQuery(context)}`;

/** The path of the thank-you page; inside an iframe, the page for the iframe. */
export function thankYouPath(context: PageContext): string {
  const { campaign, kind, frame } = context;
  const query = createQuery(context);
  if (!frame) return `/a/${campaign.id}?thanks&${query}`;
  query.set('theme', frame.theme);
  return `/embed/${campaign.id}/${kind}?thanks&${query}`;
}

/** The code and name of each country in the language of the page, sorted by name. */
export function getCountryNames({ translator }: PageContext): Promise<(readonly [code: string, name: string])[]> {
  let names = countryNamesCache.get(translator);
  if (!names) {
    names = listCountryNames(translator);
    countryNamesCache.set(translator, names);
  }
  return names;
}
const countryNamesCache = new WeakMap<Translator, ReturnType<typeof listCountryNames>>();

/** The paragraphs of a text, separated by blank lines. `dir=auto` because some texts may not be translated. */
export function paragraphs(text: string): Html[] {
  return text.split(/\n\s*\n/).map((one) => html`<p dir="auto">${one.trim()}</p>`);
}
