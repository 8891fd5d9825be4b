/** Public messages, one page of results at a time. */
import { validateMessages } from '../campaign/validation/validate-messages.ts';
import { fetchJson } from './campaigns.ts';
import { InvalidDocumentError } from './errors.ts';
import type { Messages } from '../campaign/schema/messages.schema.ts';

/** Fills rows of one to four columns. A server without a limit sends as many as it likes. */
const pageSize = 12;

/**
 * @param url absolute, of the messages
 * @param after the `next` of the previous page; without it, the newest messages
 * @throws {ActionError}; the signal's reason if aborted
 */
export async function fetchMessages(url: string, after: string | undefined, signal: AbortSignal): Promise<Messages> {
  const page = new URL(url);
  page.searchParams.set('limit', String(pageSize));
  if (after !== undefined) page.searchParams.set('after', after);
  const value = await fetchJson(page.href, signal);
  const error = validateMessages(value);
  if (error !== undefined) throw new InvalidDocumentError(`invalid messages at ${page.href}: ${error}`);
  return value as Messages;
}
