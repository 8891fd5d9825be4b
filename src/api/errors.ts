/**
 * A class for each way in which talking to an endpoint can fail. `code` is what `action-error` tells the page; the
 * sentence for the supporter is chosen by the element. None of them holds a word that a supporter typed.
 */

export type ErrorCode =
  | 'network'
  | 'timeout'
  | 'http'
  | 'not-json'
  | 'invalid-document'
  | 'too-large'
  | 'unknown-campaign'
  | 'refused';

export abstract class ActionError extends Error {
  abstract readonly code: ErrorCode;
  /** Of the answer, where there was one. */
  declare readonly status?: number;
  /** Seconds that the endpoint asked to wait. */
  declare readonly retryAfter?: number;

  constructor(message: string, more: { status?: number; retryAfter?: number; cause?: unknown } = {}) {
    super(message, { cause: more.cause });
    this.status = more.status;
    this.retryAfter = more.retryAfter;
  }
}

/** No answer: offline, refused, reset, blocked. */
export class NetworkError extends ActionError {
  override readonly name = 'NetworkError';
  readonly code = 'network';
}

/** What is none of these came of the network. They are told by their code: a built file may have classes of its own. */
export const toActionError = (reason: unknown): ActionError =>
  typeof (reason as Partial<ActionError> | undefined)?.code === 'string' ? (reason as ActionError) : new NetworkError(String(reason));

/** No whole answer in time. */
export class TimeoutError extends ActionError {
  override readonly name = 'TimeoutError';
  readonly code = 'timeout';
}

/** An answer with a status that is no success and says nothing we know. */
export class HttpError extends ActionError {
  override readonly name = 'HttpError';
  readonly code = 'http';
}

/** A success that holds something else: the page of a captive portal, mostly. */
export class NotJsonError extends ActionError {
  override readonly name = 'NotJsonError';
  readonly code = 'not-json';
}

/** JSON, but no campaign; the message names the place. */
export class InvalidDocumentError extends ActionError {
  override readonly name = 'InvalidDocumentError';
  readonly code = 'invalid-document';
}

/** A document over 256 KiB, or a letter that the endpoint finds too large. */
export class TooLargeError extends ActionError {
  override readonly name = 'TooLargeError';
  readonly code = 'too-large';
}

export class UnknownCampaignError extends ActionError {
  override readonly name = 'UnknownCampaignError';
  readonly code = 'unknown-campaign';
}
