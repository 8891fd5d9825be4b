/** Resolves the campaign of an element: passed as an object or downloaded, validated, and localized, once the time is known. */
import { validateCommon } from '../campaign/validation/validate-common.ts';
import { getBaseUrl, resolveLink } from '../campaign/links.ts';
import { getLanguageFallbacks } from '../campaign/language-fallbacks.ts';
import { localizeCampaign, negotiateLanguage } from '../campaign/localize.ts';
import { loadCampaign } from './campaigns.ts';
import { InvalidDocumentError } from './errors.ts';
import { getClockStatus } from './sync-clock.ts';
import { fetchServerTime } from './server-time.ts';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';

export interface CampaignRequest {
  /** The document as an object, instead of a URL. */
  inlineCampaign: Campaign | undefined;
  src: string | null;
  /** What relative URLs resolve against. */
  baseUri: string;
  /** BCP 47; empty for the campaign's own language. */
  language: string;
  /** Bypasses the page's memory and caches. */
  reload: boolean;
  signal: AbortSignal;
}

export interface ResolvedCampaign {
  /** The untranslated document, whose option values are submitted. */
  original: Campaign;
  /** The same in the requested language. */
  campaign: Campaign;
  /** BCP 47, of the campaign's texts. */
  language: string;
  /** BCP 47, of the interface: it may name a region that the campaign's texts do not. */
  uiLanguage: string;
  /** What relative URLs of the document resolve against. */
  base: string;
  /** Asks the server for the time if no response has shown it. */
  syncClock?: () => Promise<void>;
}

/** @returns the JSON Pointer of the first error */
type Validator = (document: unknown) => string | undefined;

/** The validators that each downloaded document has passed, however many elements show it. */
const passedValidators = new WeakMap<object, Set<Validator>>();

/** @throws {ActionError}; {InvalidDocumentError} that names the place */
export async function resolveCampaign(
  { inlineCampaign, src, baseUri, language: requested, reload, signal }: CampaignRequest,
  validate: Validator = validateCommon,
): Promise<ResolvedCampaign> {
  const base = inlineCampaign ? getBaseUrl(inlineCampaign, baseUri) : new URL(src!, baseUri).href;
  const document = inlineCampaign ?? (await loadCampaign(base, signal, reload));
  const passed = passedValidators.get(document as object) ?? new Set();
  if (!passed.has(validate)) {
    const error = validate(document);
    if (error !== undefined) throw new InvalidDocumentError(`invalid campaign ${inlineCampaign ? 'object' : base}: ${error}`);
    // The page may change an object of its own before it sets it again.
    if (!inlineCampaign) passedValidators.set(document as object, passed.add(validate));
  }
  const original = document as Campaign;
  const fetchTime = () => fetchServerTime(resolveLink(original, 'counts', base));
  // Do not show anything that depends on the time while the clock may be wrong.
  if (!inlineCampaign && getClockStatus() === 'wrong') await fetchTime();
  const language = negotiateLanguage(original, requested || original.language);
  const uiLanguage = getLanguageFallbacks(requested).includes(language) ? requested : language;
  const syncClock = async () => {
    // A campaign object without absolute links has no server.
    if (getClockStatus() === 'unknown' && base !== baseUri) await fetchTime();
  };
  return { original, campaign: localizeCampaign(original, language), language, uiLanguage, base, syncClock };
}
