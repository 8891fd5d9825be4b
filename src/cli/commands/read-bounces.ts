/** `mail read-bounces`: notes the letters that have come back, from the messages that mail servers send about them. */
import { createReadStream } from 'node:fs';
import type { Environment } from '../../server/config.ts';
import { isShortId } from '../../server/db/short-id.ts';
import { readBounce } from '../../server/mail/read-bounce.ts';
import { openContext, type CliContext } from '../context.ts';
import { UsageError } from '../errors.ts';
import { sanitize } from '../terminal.ts';

/** Larger than any report, which quotes one letter. */
const maxBytes = 5 * 1024 * 1024;
/** `EX_TEMPFAIL`: a mail server that pipes a message into this command keeps it, and tries again. */
const temporaryFailure = 75;

/** @param files names; - is standard input @throws UsageError */
export async function readBounces(files: readonly string[], env: Environment): Promise<void> {
  if (!files.length) throw new UsageError('name the files with the messages, or - for standard input');
  const sources = [];
  for (const file of files) sources.push({ file, source: await readSource(file) });
  try {
    const context = await openContext(env, 'mail read-bounces');
    try {
      for (const { file, source } of sources) console.log(`${sanitize(file)}: ${source ? await noteBounce(context, source) : 'larger than any report; ignored'}`);
    } finally {
      await context.store.close();
    }
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = temporaryFailure;
  }
}

/** @returns undefined if it is too large @throws UsageError if it cannot be read */
async function readSource(file: string): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of file === '-' ? process.stdin : createReadStream(file)) {
      size += (chunk as Buffer).length;
      // The rest is read as well: a mail server that cannot write all of it counts that as a failure.
      if (size <= maxBytes) chunks.push(chunk as Buffer);
    }
  } catch (cause) {
    throw new UsageError(`cannot read ${file}: ${(cause as NodeJS.ErrnoException).code}`, { cause });
  }
  return size <= maxBytes ? Buffer.concat(chunks) : undefined;
}

/** Anyone can send a message here, but nobody can guess a `Message-ID`. @returns what it did */
async function noteBounce({ store }: CliContext, source: Buffer): Promise<string> {
  const bounce = await readBounce(source);
  if (!bounce) return 'not a report about a delivery; ignored';
  const { action, status, messageId } = bounce;
  if (messageId === undefined) return 'the report does not quote the Message-ID; note it with mail bounce';
  const id = messageId.split('@')[0]!.toLowerCase();
  if (!isShortId(id)) return 'not about a letter of this server; ignored';
  if (action !== 'failed') return `${id}: only late, or delivered; ignored`;
  const [letter] = await store.letterEmails.markBounced([id], status ?? 'bounced');
  if (letter !== undefined) return `${id}: marked as bounced${status ? ` (${status})` : ''}`;
  if (await store.confirmations.markBounced(id, status ?? 'bounced')) return `${id}: a request for a confirmation, marked as failed`;
  return `${id}: no sent email has this id; ignored`;
}
