import { normalizeEmail } from './email.ts';
import { normalizeLanguageTag } from './language-fallbacks.ts';
import { normalizeText } from './text.ts';
import type { Submission } from './schema/submission.schema.ts';

/** A submission as the forms send it, whichever program has made it: names and messages trimmed, without invisible ones. */
export function normalizeSubmission({ language, person, letter, postcard, fields, ...others }: Submission): Submission {
  return {
    ...others,
    // Missing in a submission that violates the schema.
    language: language && normalizeLanguageTag(language),
    ...(person && { person: normalizeTexts({ ...person, ...(person.email !== undefined && { email: normalizeEmail(person.email) }) }) }),
    ...(letter && { letter: normalizeTexts(letter) }),
    ...(postcard && { postcard: normalizeTexts(postcard) }),
    ...(fields && { fields: normalizeTexts(fields) }),
  };
}

/** Leaves out the texts in which a reader sees nothing. */
const normalizeTexts = <T extends object>(values: T): T =>
  Object.fromEntries(
    Object.entries(values)
      .map(([key, value]: [string, unknown]) => [key, typeof value === 'string' ? normalizeText(value) : value] as const)
      .filter(([, value]) => value !== undefined),
  ) as T;
