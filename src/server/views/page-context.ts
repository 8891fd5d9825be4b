/** What every part of a page is given, and what several of them need. */
import { html } from 'hono/html';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { supportsAction } from '../../campaign/validation/submission-rules.ts';
import { resolvePartner } from '../../campaign/partner.ts';
import { negotiateLanguage, localizeCampaign } from '../../campaign/localize.ts';
import { countryNames } from '../../i18n/format-list.ts';
import { getTranslator } from '../../i18n/get-translator.ts';
import { allMessages } from '../../i18n/server-catalog.ts';
import type { FrameOptions } from './layout.ts';
import type { Translator } from '../../i18n/translator.ts';

export type Html = ReturnType<typeof html>;
export type Kind = 'letter' | 'postcard';

export interface PageContext {
  /** As the organiser wrote it: its options are the values that are sent. */
  original: Campaign;
  /** The same in the page's language. */
  campaign: Campaign;
  language: string;
  translator: Translator;
  kind: Kind;
  partner?: string | undefined;
  /** Where the page stands in a frame. */
  frame?: FrameOptions | undefined;
  /** Of the document, which relative addresses in it stand against. */
  base: string;
}

/** What an address, or a form that was sent, asks for; each may be missing or nonsense. */
export interface PageQuery {
  language?: string | null;
  kind?: string | null;
  partner?: string | null;
}

/** @param origin of the endpoint, for absolute addresses */
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

/** The address of the action's own page. */
export function actionPath({ campaign, language, kind, partner }: PageContext): string {
  const query = new URLSearchParams({ lang: language });
  if (partner) query.set('partner', partner);
  if (campaign.letter && campaign.postcard) query.set('kind', kind);
  return `/a/${campaign.id}?${query}`;
}

/** The address of the page of thanks, in the frame where the form stood in one. */
export function thankYouPath(context: PageContext): string {
  const { campaign, kind, frame } = context;
  const path = actionPath(context).replace('?', '?thanks&');
  return frame ? `${path.replace(/^[^?]*/, `/embed/${campaign.id}/${kind}`)}&theme=${frame.theme}` : path;
}

/** Code and name of each country in the page's language, in the order of the names. */
export function getCountryNames({ translator }: PageContext): Promise<(readonly [code: string, name: string])[]> {
  let names = countryNamesCache.get(translator);
  if (!names) {
    names = countryNames(translator);
    countryNamesCache.set(translator, names);
  }
  return names;
}
const countryNamesCache = new WeakMap<Translator, ReturnType<typeof countryNames>>();

/** A text, a blank line parting its paragraphs; what is not translated keeps its own direction. */
export function paragraphs(text: string): Html[] {
  return text.split(/\n\s*\n/).map((one) => html`<p dir="auto">${one.trim()}</p>`);
}
