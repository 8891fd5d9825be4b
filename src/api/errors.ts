/**
 * One class for each kind of failure. `code` is passed to the page by `action-error`; the element chooses the message for
 * the supporter. No error contains anything that a supporter typed.
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
    super(message, options);
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

/** Checks the code and not the class: the error may come from the shared download of another script, which has its own classes. */
export const toActionError = (reason: unknown): ActionError =>
  reason instanceof Error && typeof (reason as Partial<ActionError>).code === 'string'
    ? (reason as ActionError)
    : new InternalError(String(reason), { cause: reason });
