/**
 * One log line about a failure. It never contains the message of the error, in which a database may quote what a
 * supporter wrote.
 * @param operation what failed
 */
export function formatFailure(operation: string, error: unknown): string {
  const { name = 'Error', code = '' } = (error ?? {}) as { name?: string; code?: string };
  return `${operation}: ${name} ${code}`.trimEnd();
}
