/** Errors of the command line. Both end it with exit code 2. */

/** The command was called wrongly: the help is printed as well. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** @param command that has commands of its own @param name of one of these, as it was given; empty if it is missing */
export const createUnknownCommandError = (command: string, name = ''): UsageError =>
  new UsageError(name ? `unknown command: ${command} ${name}` : `missing command after ${command}`);

/** Something that the command needs does not exist, or cannot be opened. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}
