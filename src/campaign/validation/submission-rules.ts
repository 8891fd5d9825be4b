/**
 * What a campaign requires of a submission, beyond its schema. The page applies these rules before sending and the server
 * before storing, so both report the same fields with the same codes. Wording is never compared with the document, which
 * may have changed since the form was shown.
 */
import { getPersonFields } from '../person-fields.ts';
import { countries, needsPostalCode } from '../countries.ts';
import { countGraphemes, isEmail } from '../formats.ts';
import { isTargetAvailable } from '../letter.ts';
import { hasVisibleText, normalizeText } from '../text.ts';
import { toJsonPointer } from '../json-pointer.ts';
import type { Campaign, Field, SelectionMode } from '../schema/campaign.schema.ts';
import type { FieldError, FieldErrorCode } from '../schema/problem.schema.ts';
import type { Submission } from '../schema/submission.schema.ts';

/** The longest subject, in graphemes. */
export const maxSubjectLength = 200;
/** Engines segment Khmer differently, so the server allows a tenth more than the page. */
export const lengthTolerance = 1.1;
/** A response lists no more errors than this: it must not be longer than the request. */
export const maxFieldErrors = 50;

/** Whether a campaign offers this kind of action. */
export function supportsAction(campaign: Campaign, kind: string): kind is 'letter' | 'postcard' {
  return (kind === 'letter' || kind === 'postcard') && campaign[kind] !== undefined;
}

type Report = (pointer: string, code: FieldErrorCode) => void;

/**
 * @param submission normalized
 * @param lengthFactor by which length limits are multiplied: 1 in the page, `lengthTolerance` on the server
 * @returns the errors in the order of the form, at most `maxFieldErrors`
 */
export function findFieldErrors(campaign: Campaign, submission: Submission, lengthFactor = 1): FieldError[] {
  const errors: FieldError[] = [];
  const report: Report = (pointer, code) => {
    if (errors.length < maxFieldErrors) errors.push({ pointer, code });
  };
  if (!supportsAction(campaign, submission.kind)) report('/kind', 'not-offered');
  if (submission.kind === 'letter') checkLetter(campaign, submission, lengthFactor, report);
  if (submission.kind === 'postcard') checkPostcard(campaign, submission, lengthFactor, report);
  checkPerson(campaign, submission, report);
  checkFields(campaign, submission, report);
  checkConsent(campaign, submission, report);
  const partner = submission.tracking?.partner;
  if (partner !== undefined && campaign.partners && !campaign.partners.includes(partner)) report('/tracking/partner', 'unknown');
  return errors;
}

function checkLetter({ letter }: Campaign, submission: Submission, lengthFactor: number, report: Report): void {
  if (!letter) return;
  if (!submission.letter) return report('/letter', 'required');
  const { targets, subject, body } = submission.letter;
  checkSelection('/letter/targets', letter.choose, targets, report, (id) => {
    const target = letter.targets.find((candidate) => candidate.id === id);
    if (!target) return 'unknown';
    return isTargetAvailable(target, submission.person?.country) ? undefined : 'not-offered';
  });
  checkText('/letter/subject', subject, maxSubjectLength * lengthFactor, report);
  checkText('/letter/body', body, letter.maxLength * lengthFactor, report);
}

function checkPostcard({ postcard }: Campaign, submission: Submission, lengthFactor: number, report: Report): void {
  if (!postcard) return;
  if (!submission.postcard) return report('/postcard', 'required');
  const { to, design, message, from, publish } = submission.postcard;
  checkSelection('/postcard/to', postcard.choose, to, report, (id) => (postcard.to.includes(id) ? undefined : 'unknown'));
  if (design === undefined) report('/postcard/design', 'required');
  else if (!postcard.designs.some(({ id }) => id === design)) report('/postcard/design', 'unknown');
  if (publish && postcard.publish === 'never') report('/postcard/publish', 'not-offered');
  checkText('/postcard/message', message, postcard.maxLength * lengthFactor, report);
  checkText('/postcard/from', from, 100 * lengthFactor, report);
}

/** @param getError returns why an id cannot be selected */
function checkSelection(
  pointer: string,
  mode: SelectionMode,
  ids: readonly string[] = [],
  report: Report,
  getError: (id: string) => FieldErrorCode | undefined,
): void {
  if (!ids.length) report(pointer, 'required');
  else if (mode === 'one' && ids.length > 1) report(pointer, 'too-long');
  const earlier = new Set<string>();
  // Not for…of with entries(): old libraries on a host page, such as Prototype.js, replace that method of arrays.
  ids.forEach((id, i) => {
    const code = earlier.has(id) ? 'invalid' : getError(id);
    if (code) report(`${pointer}/${i}`, code);
    earlier.add(id);
  });
}

function checkText(pointer: string, text: string | undefined, maxLength: number, report: Report): void {
  if (!hasVisibleText(text)) report(pointer, 'required');
  else if (countGraphemes(text!) > maxLength) report(pointer, 'too-long');
}

function checkPerson(campaign: Campaign, { person = {} }: Submission, report: Report): void {
  const requirements = getPersonFields(campaign);
  for (const key of ['name', 'email', 'country', 'postalCode'] as const) {
    const value = person[key];
    if (!hasVisibleText(value)) {
      const isRequired = requirements[key] === 'required' && (key !== 'postalCode' || needsPostalCode(person.country));
      if (isRequired) report(`/person/${key}`, 'required');
    } else if (key === 'email' ? !isEmail(value!) : key === 'country' && !countries.includes(value!)) report(`/person/${key}`, 'invalid');
  }
}

function checkFields({ fields = [] }: Campaign, submission: Submission, report: Report): void {
  const values = submission.fields ?? {};
  for (const field of fields) {
    const code = getFieldErrorCode(field, Object.hasOwn(values, field.id) ? values[field.id] : undefined);
    if (code) report(`/fields/${field.id}`, code);
  }
  const ids = new Set(fields.map(({ id }) => id));
  for (const id of Object.keys(values)) if (!ids.has(id)) report(toJsonPointer(['fields', id]), 'unknown');
}

function getFieldErrorCode({ type, required, options }: Field, value: string | boolean | undefined): FieldErrorCode | undefined {
  if (value === undefined || value === false || (value !== true && !hasVisibleText(value))) return required ? 'required' : undefined;
  if ((type === 'checkbox') !== (value === true)) return 'invalid';
  return type === 'select' && !options?.some((option) => normalizeText(option) === value) ? 'not-offered' : undefined;
}

/** Each answer belongs to a question of the campaign, and each question is answered at most once. */
function checkConsent(campaign: Campaign, { consent = [] }: Submission, report: Report): void {
  const ids = new Set(campaign.consent?.map(({ id }) => id));
  const answered = new Set<string>();
  consent.forEach(({ id }, i) => {
    if (!ids.has(id)) report(`/consent/${i}/id`, 'unknown');
    else if (answered.has(id)) report(`/consent/${i}/id`, 'invalid');
    answered.add(id);
  });
}

/**
 * What a form requires but the server does not: an answer to every question of consent. On the server a missing answer is
 * no error: the question may be newer than the form, and no answer means no consent.
 */
export function findUnansweredConsents(campaign: Campaign, submission: Submission): FieldError[] {
  const answered = new Set(submission.consent?.map(({ id }) => id));
  return (campaign.consent ?? []).flatMap(({ id }, i) => (answered.has(id) ? [] : [{ pointer: `/consent/${i}`, code: 'required' as const }]));
}
