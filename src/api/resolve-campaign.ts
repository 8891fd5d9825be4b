/** A campaign for an element: given or downloaded, checked, at the right time, in a language. */
import { checkCommon } from '../campaign/validation/validate-common.ts';
import { linksBase } from '../campaign/links-base.ts';
import { linkOf } from '../campaign/links.ts';
import { languageFor, translate } from '../campaign/localize.ts';
import { withBases } from '../campaign/language-fallbacks.ts';
import { loadCampaign } from './campaigns.ts';
import { InvalidDocumentError } from './errors.ts';
import { askTime, clockSeems, now } from './server-clock.ts';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';

export interface Wish {
  /** The document as an object, instead of an address. */
  given: Campaign | undefined;
  src: string | null;
  /** What addresses stand against. */
  page: string;
  /** BCP 47; empty for the campaign's own. */
  language: string;
  /** Not from the page's memory, nor from a cache. */
  again: boolean;
  signal: AbortSignal;
}

export interface Found {
  source: Campaign;
  /** The same in its language. */
  campaign: Campaign;
  language: string;
  /** Texts in English, but dates and numbers as they are written in Britain. */
  spoken: string;
  /** What relative addresses of the document stand against. */
  base: string;
  /** Milliseconds since the epoch, as the endpoint has them. */
  now?: () => number;
  /** Asks the endpoint for the time where nobody saw when the document was sent. */
  settle?: () => Promise<void>;
}

/** @returns the JSON Pointer of the first fault */
type Check = (document: unknown) => string | undefined;

/** Downloaded documents that were found to be campaigns, however many elements show them; each has its own check. */
const sound = new WeakMap<object, Set<Check>>();

/** @throws {ActionError}; {InvalidDocumentError} that names the place */
export async function findDocument({ given, src, page, language: wanted, again, signal }: Wish, check: Check = checkCommon): Promise<Found> {
  const base = given ? linksBase(given, page) : new URL(src!, page).href;
  const document = given ?? (await loadCampaign(base, signal, again));
  const passed = sound.get(document as object) ?? new Set();
  if (!passed.has(check)) {
    const fault = check(document);
    if (fault !== undefined) throw new InvalidDocumentError(`no campaign: ${fault}`);
    // An object that the page keeps in its hands may be another the next time.
    if (!given) sound.set(document as object, passed.add(check));
  }
  const source = document as Campaign;
  const ask = () => askTime(linkOf(source, 'counts', base));
  // What depends on the time is not shown by a clock that may be wrong.
  if (!given && clockSeems() === 'wrong') await ask();
  const language = languageFor(source, wanted || source.language);
  const spoken = withBases(wanted).includes(language) ? wanted : language;
  const settle = async () => {
    // What comes from the page itself has no endpoint.
    if (clockSeems() === 'unknown' && base !== page) await ask();
  };
  return { source, campaign: translate(source, language), language, spoken, base, now, settle };
}
