/**
 * What talks with endpoints and keeps something for the whole page, built into one file: it has to be there only once.
 * What only makes elements is in the file of each family, so that a count from attributes has no need of this one.
 * The build tells where an element uses a module of this file and a name of it is missing here.
 */
export { resolveLink } from '../campaign/links.ts';
export { validateCommon } from '../campaign/validation/validate-common.ts';
export { isUrl } from '../campaign/url.ts';
export { format, array, pattern, object, enumOf, record, boundedString, boolean, integer } from '../campaign/validation/validators.ts';
export { isIsoDate, isIsoDateTime } from '../campaign/dates.ts';
export { languageFallbacks } from '../campaign/localize.ts';
export { countsByUrl } from '../api/counts-store.ts';
export { fetchJson } from '../api/campaigns.ts';
export { resolveCampaign } from '../api/resolve-campaign.ts';
export {
  ActionError,
  toActionError,
  HttpError,
  InvalidDocumentError,
  NetworkError,
  NotJsonError,
  TooLargeError,
  UnknownCampaignError,
} from '../api/errors.ts';
export { parseJson, request } from '../api/http.ts';
export { retryDelay } from '../api/backoff.ts';
export { syncFrom } from '../api/server-clock.ts';
export { delay } from '../api/delay.ts';
