/** Encrypts what a supporter has entered for the organiser of a sealed campaign, with age. Loaded lazily, and only by sealed campaigns. */
import { armor, Encrypter } from 'age-encryption';
import { isReadable, sealedParts } from '../campaign/sealing.ts';
import type { Submission } from '../campaign/schema/submission.schema.ts';

/** The content is padded to a multiple of this, so that its size does not tell whether a supporter has changed the letter. In bytes. */
const blockSize = 1024;

type Values = Record<string, unknown>;

interface SealedFile {
  content: string;
  recipient: string;
  file: Promise<string>;
}

/** By the id of the submission: age is randomised, and a retry with another file would be another submission. */
const sealedFiles = new Map<string, SealedFile>();

/**
 * @param recipient the organiser's public age key
 * @returns what leaves the page instead of the submission; the same for every attempt with the same content
 * @throws if the recipient is not valid
 */
export async function sealSubmission(submission: Submission, recipient: string): Promise<Submission> {
  const { id, kind, language, fields, consent, tracking, testing } = submission;
  const readable: Values = {};
  // With the id, the organiser notices if the server has mixed up two submissions.
  const sealed: Values = { id };
  for (const part of sealedParts) {
    const entries = Object.entries(submission[part] ?? {});
    if (!entries.length) continue;
    const readableEntries = entries.filter(([key]) => isReadable(part, key));
    if (readableEntries.length) readable[part] = Object.fromEntries(readableEntries);
    sealed[part] = Object.fromEntries(entries.filter(([key]) => !isReadable(part, key)));
  }
  // There are no arrays in it, whose toJSON() old libraries replace.
  const content = JSON.stringify({ ...sealed, fields });
  return { id, kind, language, ...readable, consent, tracking, testing, sealed: await encryptOnce(id, content, recipient) };
}

function encryptOnce(id: string, content: string, recipient: string): Promise<string> {
  const earlier = sealedFiles.get(id);
  if (earlier?.content === content && earlier.recipient === recipient) return earlier.file;
  const file = encrypt(content, recipient);
  sealedFiles.set(id, { content, recipient, file });
  return file;
}

async function encrypt(content: string, recipient: string): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(pad(new TextEncoder().encode(content))));
}

/** Adds blanks, which JSON allows. */
function pad(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.ceil(bytes.length / blockSize) * blockSize).fill(0x20);
  padded.set(bytes);
  return padded;
}
