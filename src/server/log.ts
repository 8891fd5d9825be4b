/**
 * One line about a failure, for a log: where, of which kind, and its code. Never its message, in which a database quotes
 * what somebody wrote.
 */
export function formatFailure(where: string, error: unknown): string {
  const { name = 'Error', code = '' } = (error ?? {}) as { name?: string; code?: string };
  return `${where}: ${name} ${code}`.trimEnd();
}
