/** What a sealed campaign needs, and what it cannot do: docs/sealing.md. */
import { Encrypter } from 'age-encryption';
import { maxSubmissionBytes } from '../schema/submission.schema.ts';
import { maxSubjectLength } from '../validation/submission-rules.ts';
import type { Campaign, Field } from '../schema/campaign.schema.ts';
import { error, warning, type DiagnosticInput } from './diagnostic.ts';

/** A key with a typing error would encrypt everything for a key that no one has. */
export function* checkRecipient({ seal }: Pick<Campaign, 'seal'>): Generator<DiagnosticInput> {
  if (!seal) return;
  try {
    new Encrypter().addRecipient(seal.recipient);
  } catch {
    yield error(['seal', 'recipient'], '“recipient” has a typing error: its checksum is wrong; copy the public key again');
  }
}

export function* checkSealedActions({ seal, letter, postcard }: Pick<Campaign, 'seal' | 'letter' | 'postcard'>): Generator<DiagnosticInput> {
  if (!seal) return;
  if (letter?.delivery === 'email')
    yield error(['letter', 'delivery'], '“delivery” cannot be “email” in a sealed campaign, because the server cannot read the letters; write “collect” or “mailto”');
  if (letter?.delivery === 'mailto')
    yield warning(['letter', 'delivery'], 'only your copy of the letter is sealed: with “mailto”, supporters also send it unencrypted from their own email app');
  if (postcard?.publish === 'ask')
    yield warning(['postcard', 'publish'], 'the server cannot read sealed cards, so the message wall stays empty unless you publish the messages yourself; to stop asking, write “never”');
}

/** Of a grapheme in a dense script, such as Khmer, in bytes of UTF-8. */
const bytesPerGrapheme = 12;
/** Of a code point in any of the scripts that the forms are in, in bytes of UTF-8. */
const bytesPerCodePoint = 3;
/** The id, the language, the partner and the source of the visit, in bytes. */
const reservedBytes = 2048;
/** The longest answers that anyone writes, in code points. */
const maxAnswer: Record<Field['type'], number> = { text: 300, tel: 40, textarea: 5000, select: 300, checkbox: 4 };
const maxPersonLength = 300 + 255 + 40;
const maxSignatureLength = 100;

type Sizes = Pick<Campaign, 'seal' | 'letter' | 'postcard' | 'fields' | 'consent'>;

/** A supporter who writes as much as the form allows must be able to send it: a sealed text is longer than the text by a third. */
export function* checkSealedSize({ seal, letter, postcard, fields = [], consent = [] }: Sizes): Generator<DiagnosticInput> {
  if (!seal) return;
  const answers = fields.reduce((sum, { id, type }) => sum + id.length + maxAnswer[type] * bytesPerCodePoint, maxPersonLength * bytesPerCodePoint);
  const statements = consent.reduce((sum, { statement }) => sum + new TextEncoder().encode(JSON.stringify(statement)).length + 100, reservedBytes);
  const forms = [
    { kind: 'letter', content: letter && (letter.maxLength + maxSubjectLength) * bytesPerGrapheme, ids: letter?.targets.map(({ id }) => id) },
    { kind: 'postcard', content: postcard && (postcard.maxLength + maxSignatureLength) * bytesPerGrapheme, ids: postcard?.to },
  ];
  for (const { kind, content, ids = [] } of forms) {
    if (content === undefined) continue;
    const size = getSealedSize(content + answers) + statements + JSON.stringify(ids).length;
    if (size > maxSubmissionBytes)
      yield warning(
        [kind, 'maxLength'],
        `a supporter who fills in the whole form cannot send it: sealed, it can have ${Math.ceil(size / 1024)} KiB, and the limit is ${maxSubmissionBytes / 1024} KiB; lower “maxLength”, or ask for less`,
      );
  }
}

/** The size of an armored age file in JSON. @param bytes of the content, without padding */
function getSealedSize(bytes: number): number {
  const padded = Math.ceil(bytes / 1024) * 1024;
  const base64 = ((padded + 300) * 4) / 3;
  // Each line ends with \n, which is escaped.
  return Math.ceil(base64 * (1 + 2 / 64)) + 100;
}
