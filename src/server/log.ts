/**
 * One log line about a failure: where, of which kind, and its code. Never its message, in which a database may quote
 * what a supporter wrote.
 */
export function formatFailure(where: string, error: unknown): string {
  const { name = 'Error', code = '' } = (error ?? {}) as { name?: string; code?: string };
  return `${where}: ${name} ${code}`.trimEnd();
}
