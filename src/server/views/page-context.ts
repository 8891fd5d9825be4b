/** What every part of a page is given, and what several of them need. */
import { html } from 'hono/html';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { takes } from '../../campaign/validation/submission-rules.ts';
import { partnerOf } from '../../campaign/partner.ts';
import { languageFor, translate } from '../../campaign/localize.ts';
import { countryNames } from '../../i18n/format-list.ts';
import { speakerOf } from '../../i18n/get-translator.ts';
import { whole } from '../../i18n/server-catalog.ts';
import type { Framed } from './layout.ts';
import type { Speaker } from '../../i18n/translator.ts';

export type Html = ReturnType<typeof html>;
export type Kind = 'letter' | 'postcard';

export interface View {
  /** As the organiser wrote it: its options are the values that are sent. */
  source: Campaign;
  /** The same in the page's language. */
  campaign: Campaign;
  language: string;
  speaker: Speaker;
  kind: Kind;
  partner?: string | undefined;
  /** Where the page stands in a frame. */
  framed?: Framed | undefined;
  /** Of the document, which relative addresses in it stand against. */
  base: string;
}

/** What an address, or a form that was sent, asks for; each may be missing or nonsense. */
export interface Wanted {
  language?: string | null;
  kind?: string | null;
  partner?: string | null;
}

/** @param origin of the endpoint, for absolute addresses */
export async function viewOf(source: Campaign, { language, kind, partner }: Wanted, origin: string, framed?: Framed): Promise<View> {
  const tag = languageFor(source, language ?? source.language);
  return {
    source,
    campaign: translate(source, tag),
    language: tag,
    speaker: await speakerOf(tag, whole),
    kind: kind && takes(source, kind) ? kind : source.letter ? 'letter' : 'postcard',
    partner: partnerOf(source, partner),
    framed,
    base: new URL(`/campaigns/${source.id}.json`, origin).href,
  };
}

/** The address of the action's own page. */
export function pathOf({ campaign, language, kind, partner }: View): string {
  const query = new URLSearchParams({ lang: language });
  if (partner) query.set('partner', partner);
  if (campaign.letter && campaign.postcard) query.set('kind', kind);
  return `/a/${campaign.id}?${query}`;
}

/** The address of the page of thanks, in the frame where the form stood in one. */
export function thanksPathOf(view: View): string {
  const { campaign, kind, framed } = view;
  const path = pathOf(view).replace('?', '?thanks&');
  return framed ? `${path.replace(/^[^?]*/, `/embed/${campaign.id}/${kind}`)}&theme=${framed.theme}` : path;
}

/** Code and name of each country in the page's language, in the order of the names. */
export function countriesOf({ speaker }: View): Promise<(readonly [code: string, name: string])[]> {
  let names = known.get(speaker);
  if (!names) {
    names = countryNames(speaker);
    known.set(speaker, names);
  }
  return names;
}
const known = new WeakMap<Speaker, ReturnType<typeof countryNames>>();

/** A text, a blank line parting its paragraphs; what is not translated keeps its own direction. */
export function paragraphs(text: string): Html[] {
  return text.split(/\n\s*\n/).map((one) => html`<p dir="auto">${one.trim()}</p>`);
}
