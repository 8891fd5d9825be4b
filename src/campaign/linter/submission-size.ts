/** How large a submission of a campaign can become. */
import { maxSubjectLength } from '../validation/submission-rules.ts';
import { maxAnswerLength, maxLineLength } from '../schema/submission.schema.ts';
import type { Campaign } from '../schema/campaign.schema.ts';

/** In UTF-8, of all scripts; emoji take four for two. */
const bytesPerCharacter = 3;
/** In Khmer or Burmese, which need most. */
const charactersPerGrapheme = 3;
/** Name, email address, country, postal code, and where the visit came from. */
const otherLines = 8;

type Parts = Pick<Campaign, 'letter' | 'postcard' | 'fields' | 'consent' | 'translations'>;

const encoder = new TextEncoder();
const getBytes = (text = '') => encoder.encode(text).length;
const getMaxBytes = (texts: readonly (string | undefined)[]) => Math.max(0, ...texts.map((text) => getBytes(text)));

/** @returns the bytes of a submission in which everything is as long as the form allows, in the language that needs most */
export function estimateMaxSubmissionBytes({ letter, postcard, fields = [], consent = [], translations = {} }: Parts): number {
  const graphemes = Math.max(letter ? maxSubjectLength + letter.maxLength : 0, postcard ? postcard.maxLength : 0);
  const ids = getMaxBytes([JSON.stringify(letter?.targets.map(({ id }) => id)), JSON.stringify(postcard?.to)]);
  const answers = fields.map(({ type, options = [] }) => {
    if (type === 'checkbox') return 0;
    if (type === 'select') return getMaxBytes(options);
    return (type === 'textarea' ? maxAnswerLength : maxLineLength) * bytesPerCharacter;
  });
  const statements = consent.map(({ id, statement }) =>
    getMaxBytes([statement, ...Object.values(translations).map((translation) => translation.consent?.[id]?.statement)]),
  );
  const texts = [graphemes * charactersPerGrapheme * bytesPerCharacter, otherLines * maxLineLength * bytesPerCharacter];
  return [...texts, ids, ...answers, ...statements].reduce((sum, bytes) => sum + bytes, 0);
}
