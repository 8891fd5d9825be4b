/** Errors of the command line. Both end it with exit code 2. */

/** The command was called wrongly: the help is printed as well. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Something that the command needs does not exist, or cannot be opened. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}
