/**
 * One class for each kind of failure. `code` is what `action-error` gives to the page; the element chooses the sentence for
 * the supporter. None of them holds anything that a supporter typed.
 */

export type ErrorCode =
  | 'network'
  | 'timeout'
  | 'http'
  | 'not-json'
  | 'invalid-document'
  | 'too-large'
  | 'unknown-campaign'
  | 'refused'
  | 'internal';

export abstract class ActionError extends Error {
  abstract readonly code: ErrorCode;
  /** The HTTP status, if there was a response. */
  declare readonly status?: number;
  /** Seconds that the server asked us to wait. */
  declare readonly retryAfter?: number;

  constructor(message: string, options: { status?: number; retryAfter?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.status = options.status;
    this.retryAfter = options.retryAfter;
  }
}

/** No response: offline, refused, reset or blocked. */
export class NetworkError extends ActionError {
  override readonly name = 'NetworkError';
  readonly code = 'network';
}

/** JSON, but not a campaign that the element can show; the message names the place. */
export class InvalidDocumentError extends ActionError {
  override readonly name = 'InvalidDocumentError';
  readonly code = 'invalid-document';
}

/** A mistake in our own code, or an object that the page gave us and that cannot be rendered. */
export class InternalError extends ActionError {
  override readonly name = 'InternalError';
  readonly code = 'internal';
}

/** Recognised by the code, because another script on the page, whose download this one shares, has classes of its own. */
export const toActionError = (reason: unknown): ActionError =>
  reason instanceof Error && typeof (reason as Partial<ActionError>).code === 'string'
    ? (reason as ActionError)
    : new InternalError(String(reason), { cause: reason });
