/** A campaign in one of its languages. */
import { getLanguageFallbacks, normalizeLanguageTag } from './language-fallbacks.ts';
import { isObject } from '../utils/is-object.ts';
import type { Campaign } from './schema/campaign.schema.ts';

/** The languages of a campaign, its own first. */
export const getLanguages = ({ language, translations = {} }: Campaign): string[] => [language, ...Object.keys(translations)].map(normalizeLanguageTag);

/** The language a campaign is shown in: the requested one, else its base language, else the campaign's own. */
export function negotiateLanguage(campaign: Campaign, requested: string): string {
  const languages = getLanguages(campaign);
  const matches = getLanguageFallbacks(requested).map((tag) => languages.find((language) => language.toLowerCase() === tag.toLowerCase()));
  return matches.find(Boolean) ?? languages[0]!;
}

/** The campaign with its texts in a language from `negotiateLanguage`; texts without a translation stay as they are. */
export function localizeCampaign(campaign: Campaign, language: string): Campaign {
  for (const tag in campaign.translations)
    if (normalizeLanguageTag(tag) === language) return merge(campaign, campaign.translations[tag]) as Campaign;
  return campaign;
}

function merge(base: unknown, translation: unknown): unknown {
  if (translation === undefined) return base;
  if (Array.isArray(base)) return mergeList(base, translation);
  if (!isObject(base)) return translation;
  return Object.fromEntries(Object.entries(base).map(([key, value]) => [key, merge(value, getOwn(translation, key))]));
}

/** Items are matched by id if the translation is an object; in a list, updates by their date, anything else by position. */
function mergeList(base: readonly unknown[], translation: unknown): unknown[] {
  if (!Array.isArray(translation)) return base.map((item) => (isObject(item) ? merge(item, getOwn(translation, item['id'])) : item));
  const remaining: unknown[] = [...(translation as unknown[])];
  return base.map((item, i) => {
    if (!isObject(item)) return remaining[i] ?? item;
    if (!('date' in item)) return merge(item, remaining[i]);
    // Two updates can have the same date; each takes the next translation.
    const index = remaining.findIndex((update) => isObject(update) && update['date'] === item['date']);
    return index < 0 ? item : merge(item, remaining.splice(index, 1)[0]);
  });
}

const getOwn = (value: unknown, key: unknown) =>
  isObject(value) && typeof key === 'string' && Object.hasOwn(value, key) ? value[key] : undefined;
