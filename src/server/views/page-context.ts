/** The context that every part of a page receives. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { supportsAction } from '../../campaign/validation/submission-rules.ts';
import { resolvePartner } from '../../campaign/partner.ts';
import { negotiateLanguage, localizeCampaign } from '../../campaign/localize.ts';
import { getTranslator } from '../../i18n/get-translator.ts';
import { allMessages } from '../../i18n/server-catalog.ts';
import type { FrameOptions } from './layout.ts';
import type { Translator } from '../../i18n/translator.ts';

type Kind = 'letter' | 'postcard';

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
