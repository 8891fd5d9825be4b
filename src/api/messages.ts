/** Public messages, a page at a time. */
import { validateMessages } from '../campaign/validation/validate-messages.ts';
import { fetchJson } from './campaigns.ts';
import { InvalidDocumentError } from './errors.ts';
import type { Messages } from '../campaign/schema/messages.schema.ts';

/** A phone is long enough. An endpoint that knows no limit gives as many as it likes. */
const perPage = 12;

/**
 * @param url absolute, of the messages
 * @param after the `next` of the page before; the newest ones without it
 * @throws {ActionError}; the signal's reason if aborted
 */
export async function fetchMessages(url: string, after: string | undefined, signal: AbortSignal): Promise<Messages> {
  const page = new URL(url);
  page.searchParams.set('limit', String(perPage));
  if (after !== undefined) page.searchParams.set('after', after);
  const value = await fetchJson(page.href, signal);
  const fault = validateMessages(value);
  if (fault !== undefined) throw new InvalidDocumentError(`no messages: ${fault}`);
  return value as Messages;
}
