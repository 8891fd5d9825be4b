/** A campaign in one of its languages. */
import { languageFallbacks } from './language-fallbacks.ts';
import type { Campaign } from './schema/campaign.schema.ts';

/** The language a campaign is shown in: as wanted, else its base language, else the campaign's own. */
export function negotiateLanguage(campaign: Campaign, wanted: string): string {
  const has = [campaign.language, ...Object.keys(campaign.translations ?? {})];
  for (const tag of languageFallbacks(wanted)) {
    const found = has.find((one) => one.toLowerCase() === tag.toLowerCase());
    if (found) return found;
  }
  return campaign.language;
}

/** The campaign with its texts in a language that `languageFor` gave; what is not translated stays as it stands. */
export function localizeCampaign(campaign: Campaign, language: string): Campaign {
  const words = campaign.translations?.[language];
  return words ? (merge(campaign, words) as Campaign) : campaign;
}

function merge(base: unknown, words: unknown): unknown {
  if (words === undefined) return base;
  if (Array.isArray(base)) {
    const left = Array.isArray(words) ? [...(words as unknown[])] : undefined;
    return base.map((item: unknown, i) => {
      if (!isObject(item)) return left?.[i] ?? item;
      // By id in an object; else an update by its date, and an office by its place in the list.
      if (!left) return merge(item, own(words, item['id']));
      if (!('date' in item)) return merge(item, left[i]);
      const at = left.findIndex((one) => isObject(one) && one['date'] === item['date']);
      return at < 0 ? item : merge(item, left.splice(at, 1)[0]);
    });
  }
  if (!isObject(base)) return words;
  return Object.fromEntries(Object.entries(base).map(([key, value]) => [key, merge(value, own(words, key))]));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const own = (words: unknown, key: unknown) =>
  isObject(words) && typeof key === 'string' && Object.hasOwn(words, key) ? words[key] : undefined;
