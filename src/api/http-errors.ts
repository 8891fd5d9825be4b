/** Failures of requests. They are in a file of their own because a counter without a document makes no requests. */
import { ActionError } from './errors.ts';

/** No complete response in time. */
export class TimeoutError extends ActionError {
  override readonly name = 'TimeoutError';
  readonly code = 'timeout';
}

/** A response with an error status, whose body is not one of our problem documents. */
export class HttpError extends ActionError {
  override readonly name = 'HttpError';
  readonly code = 'http';
}

/** A success with other content, usually the page of a captive portal. */
export class NotJsonError extends ActionError {
  override readonly name = 'NotJsonError';
  readonly code = 'not-json';
}

/** A document over 256 KiB, or a submission that is too large for the server. */
export class TooLargeError extends ActionError {
  override readonly name = 'TooLargeError';
  readonly code = 'too-large';
}

export class UnknownCampaignError extends ActionError {
  override readonly name = 'UnknownCampaignError';
  readonly code = 'unknown-campaign';
}
