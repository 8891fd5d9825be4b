/** Whether what a form asks for fits into one submission. */
import { maxSubmissionBytes } from '../schema/submission.schema.ts';
import { maxSubjectLength } from '../validation/submission-rules.ts';
import type { Campaign, Field } from '../schema/campaign.schema.ts';
import { warning, type DiagnosticInput } from './diagnostic.ts';

/** The length of a grapheme in a dense script, such as Khmer, in bytes of UTF-8. */
const bytesPerGrapheme = 12;
/** The length of a code point in any of the scripts that the forms are in, in bytes of UTF-8. */
const bytesPerCodePoint = 3;
/** The id, the language, the partner and the source of the visit, in bytes. */
const reservedBytes = 2048;
/** The longest answers that anyone writes, in code points. */
const maxAnswer: Record<Field['type'], number> = { text: 300, tel: 40, textarea: 5000, select: 300, checkbox: 4 };
const maxPersonLength = 300 + 255 + 40;
const maxSignatureLength = 100;

type Sizes = Pick<Campaign, 'seal' | 'letter' | 'postcard' | 'fields' | 'consent'>;

/** A supporter who writes as much as the form allows must be able to send it. A sealed text is longer than the text by a third. */
export function* checkSubmissionSize({ seal, letter, postcard, fields = [], consent = [] }: Sizes): Generator<DiagnosticInput> {
  const answers = fields.reduce((sum, { id, type }) => sum + id.length + maxAnswer[type] * bytesPerCodePoint, maxPersonLength * bytesPerCodePoint);
  const statements = consent.reduce((sum, { statement }) => sum + new TextEncoder().encode(JSON.stringify(statement)).length + 100, reservedBytes);
  const forms = [
    { kind: 'letter', content: letter && (letter.maxLength + maxSubjectLength) * bytesPerGrapheme, ids: letter?.targets.map(({ id }) => id) },
    { kind: 'postcard', content: postcard && (postcard.maxLength + maxSignatureLength) * bytesPerGrapheme, ids: postcard?.to },
  ];
  for (const { kind, content, ids = [] } of forms) {
    if (content === undefined) continue;
    const bytes = content + answers;
    const size = (seal ? getSealedSize(bytes) : bytes) + statements + JSON.stringify(ids).length;
    if (size > maxSubmissionBytes)
      yield warning(
        [kind, 'maxLength'],
        `a supporter who fills in the whole form cannot send it: ${seal ? 'sealed, it' : 'it'} can have ${Math.ceil(size / 1024)} KiB, and the limit is ${maxSubmissionBytes / 1024} KiB; lower “maxLength”, or ask for less`,
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
