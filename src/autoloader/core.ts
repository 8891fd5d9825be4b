/**
 * What talks with endpoints and keeps something for the whole page, built into one file: it has to be there only once.
 * What only makes elements is in the file of each family, so that a count from attributes has no need of this one.
 * The build tells where an element uses a module of this file and a name of it is missing here.
 */
export { linkOf } from '../campaign/links.ts';
export { checkCommon } from '../campaign/validation/validate-common.ts';
export { isUrl } from '../campaign/url.ts';
export { form, list, match, object, oneOf, record, text, truth, whole } from '../campaign/validation/validators.ts';
export { isDay, isInstant } from '../campaign/dates.ts';
export { withBases } from '../campaign/language-fallbacks.ts';
export { boards } from '../api/counts-store.ts';
export { read } from '../api/campaigns.ts';
export { findDocument } from '../api/resolve-campaign.ts';
export {
  ActionError,
  errorOf,
  HttpError,
  InvalidDocumentError,
  NetworkError,
  NotJsonError,
  TooLargeError,
  UnknownCampaignError,
} from '../api/errors.ts';
export { parse, request } from '../api/http.ts';
export { retryDelay } from '../api/backoff.ts';
export { learn } from '../api/server-clock.ts';
export { wait } from '../api/delay.ts';
