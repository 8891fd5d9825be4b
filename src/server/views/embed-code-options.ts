/** Which snippet a request for `/embed-code` is about. What the query lacks, or what the campaign does not offer, gets a default. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { getLanguages, localizeCampaign } from '../../campaign/localize.ts';
import { resolvePartner } from '../../campaign/partner.ts';
import { getElements, getImageOrigins } from '../../embed-code/campaign-elements.ts';
import { embedMethods, type ElementName, type PinnedFiles, type SnippetOptions } from '../../embed-code/snippets.ts';

export interface EmbedCodeOptions {
  campaign: Campaign;
  /** The elements that the campaign can show. */
  elements: ElementName[];
  languages: string[];
  /** The value as it was typed; `snippet.partner` is only set if it is valid. */
  partner: string;
  /** A key of `embedMethods`. */
  method: string;
  snippet: SnippetOptions;
  /** Other origins from which the campaign shows images. */
  imageOrigins: string[];
}

const themes = ['light', 'dark'];

/**
 * @param campaigns those that have an element to show
 * @param pinned the files of this version, if the server was built
 * @returns nothing if there are no campaigns
 */
export function readEmbedCodeQuery(
  query: URLSearchParams,
  campaigns: readonly Campaign[],
  origin: string,
  pinned: PinnedFiles | undefined,
): EmbedCodeOptions | undefined {
  const campaign = campaigns.find(({ id }) => id === query.get('campaign')) ?? campaigns[0];
  if (!campaign) return undefined;
  const find = <T extends string>(values: readonly T[], name: string) => values.find((value) => value === query.get(name));
  const elements = getElements(campaign);
  const element = find(elements, 'element') ?? elements[0]!;
  const languages = getLanguages(campaign);
  const lang = find(languages, 'lang');
  const methods = Object.keys(embedMethods).filter((name) => embedMethods[name]!.elements.includes(element));
  const partner = query.get('partner')?.trim() ?? '';
  return {
    campaign,
    elements,
    languages,
    partner,
    method: find(methods, 'method') ?? methods[0]!,
    snippet: {
      origin,
      id: campaign.id,
      title: localizeCampaign(campaign, lang ?? languages[0]!).title,
      element,
      people: campaign.people?.length,
      hasBothForms: Boolean(campaign.letter && campaign.postcard),
      lang,
      partner: resolvePartner(campaign, partner),
      theme: find(themes, 'theme'),
      pinned: query.has('pinned') ? pinned : undefined,
    },
    imageOrigins: getImageOrigins(campaign, origin),
  };
}
