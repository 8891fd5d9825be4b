/**
 * What talks with endpoints and keeps something for the whole page, built into one file: it has to be there only once.
 * What only makes elements is in the file of each family, so that a count from attributes has no need of this one.
 * The build tells where an element uses a module of this file and a name of it is missing here.
 */
export { linkOf } from './campaign/links.ts';
export { checkCommon } from './campaign/check-common.ts';
export { isUrl } from './campaign/is-url.ts';
export { form, list, match, object, oneOf, record, text, truth, whole } from './campaign/shape.ts';
export { isDay, isInstant } from './campaign/times.ts';
export { withBases } from './campaign/with-bases.ts';
export { boards } from './client/boards.ts';
export { read } from './client/campaign-source.ts';
export { findDocument } from './client/document.ts';
export {
  ActionError,
  errorOf,
  HttpError,
  InvalidDocumentError,
  NetworkError,
  NotJsonError,
  TooLargeError,
  UnknownCampaignError,
} from './client/errors.ts';
export { parse, request } from './client/request.ts';
export { retryDelay } from './client/retry.ts';
export { learn } from './client/time.ts';
export { wait } from './client/waiting.ts';
