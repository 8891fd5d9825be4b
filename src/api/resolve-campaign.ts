/** A campaign for an element: given or downloaded, checked, at the right time, in a language. */
import { validateCommon } from '../campaign/validation/validate-common.ts';
import { getBaseUrl, resolveLink } from '../campaign/links.ts';
import { languageFallbacks, localizeCampaign, negotiateLanguage } from '../campaign/localize.ts';
import { loadCampaign } from './campaigns.ts';
import { InvalidDocumentError } from './errors.ts';
import { fetchServerTime, clockStatus, serverNow } from './server-clock.ts';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';

export interface CampaignRequest {
  /** The document as an object, instead of an address. */
  inlineCampaign: Campaign | undefined;
  src: string | null;
  /** What addresses stand against. */
  page: string;
  /** BCP 47; empty for the campaign's own. */
  language: string;
  /** Not from the page's memory, nor from a cache. */
  again: boolean;
  signal: AbortSignal;
}

export interface ResolvedCampaign {
  original: Campaign;
  /** The same in its language. */
  campaign: Campaign;
  language: string;
  /** Texts in English, but dates and numbers as they are written in Britain. */
  uiLanguage: string;
  /** What relative addresses of the document stand against. */
  base: string;
  /** Milliseconds since the epoch, as the endpoint has them. */
  now?: () => number;
  /** Asks the endpoint for the time where nobody saw when the document was sent. */
  syncClock?: () => Promise<void>;
}

/** @returns the JSON Pointer of the first fault */
type Check = (document: unknown) => string | undefined;

/** Downloaded documents that were found to be campaigns, however many elements show them; each has its own check. */
const validated = new WeakMap<object, Set<Check>>();

/** @throws {ActionError}; {InvalidDocumentError} that names the place */
export async function resolveCampaign({ inlineCampaign, src, page, language: wanted, again, signal }: CampaignRequest, check: Check = validateCommon): Promise<ResolvedCampaign> {
  const base = inlineCampaign ? getBaseUrl(inlineCampaign, page) : new URL(src!, page).href;
  const document = inlineCampaign ?? (await loadCampaign(base, signal, again));
  const passed = validated.get(document as object) ?? new Set();
  if (!passed.has(check)) {
    const fault = check(document);
    if (fault !== undefined) throw new InvalidDocumentError(`no campaign: ${fault}`);
    // An object that the page keeps in its hands may be another the next time.
    if (!inlineCampaign) validated.set(document as object, passed.add(check));
  }
  const original = document as Campaign;
  const ask = () => fetchServerTime(resolveLink(original, 'counts', base));
  // What depends on the time is not shown by a clock that may be wrong.
  if (!inlineCampaign && clockStatus() === 'wrong') await ask();
  const language = negotiateLanguage(original, wanted || original.language);
  const spoken = languageFallbacks(wanted).includes(language) ? wanted : language;
  const settle = async () => {
    // What comes from the page itself has no endpoint.
    if (clockStatus() === 'unknown' && base !== page) await ask();
  };
  return { original, campaign: localizeCampaign(original, language), language, uiLanguage: spoken, base, now: serverNow, syncClock: settle };
}
