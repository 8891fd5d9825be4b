/**
 * What a campaign asks of a submission, beyond its shape: the page runs it before sending, the endpoint before storing,
 * so both name the same places with the same codes. Wording is never compared with the document, which may have changed
 * since the form was shown.
 */
import { getPersonFields } from '../person-fields.ts';
import { countries } from '../countries.ts';
import { countGraphemes, isEmail } from '../formats.ts';
import { isTargetAvailable } from '../letter.ts';
import { toJsonPointer } from '../json-pointer.ts';
import type { Campaign, SelectionMode } from '../schema/campaign.schema.ts';
import type { FieldError, FieldErrorCode } from '../schema/problem.schema.ts';
import type { Submission } from '../schema/submission.schema.ts';

/** The longest subject, in graphemes. */
export const maxSubjectLength = 200;
/** Engines cut Khmer differently, so the endpoint allows a tenth more than the page. */
export const lengthTolerance = 1.1;

/** Whether a campaign takes this kind at all. */
export function supportsAction(campaign: Campaign, kind: string): kind is 'letter' | 'postcard' {
  return (kind === 'letter' || kind === 'postcard') && campaign[kind] !== undefined;
}

/**
 * @param lengthFactor what `maxLength` is multiplied with: 1 in a page, `tolerance` at the endpoint
 * @returns every fault, in the order of the form
 */
export function findFieldErrors(campaign: Campaign, sent: Submission, lengthFactor = 1): FieldError[] {
  const faults: FieldError[] = [];
  const fault = (at: string, code: FieldErrorCode) => void faults.push({ pointer: at, code });
  const blank = (text: string | undefined) => !text?.trim();

  const chosen = (at: string, choose: SelectionMode, ids: readonly string[] = [], codeFor: (id: string) => FieldErrorCode | undefined) => {
    if (!ids.length) fault(at, 'required');
    else if (choose === 'one' && ids.length > 1) fault(at, 'too-long');
    ids.forEach((id, i) => {
      const code = ids.indexOf(id) < i ? 'invalid' : codeFor(id);
      if (code) fault(`${at}/${i}`, code);
    });
  };
  const written = (at: string, text: string | undefined, max: number) => {
    if (blank(text)) fault(at, 'required');
    else if (countGraphemes(text!) > max * lengthFactor) fault(at, 'too-long');
  };

  const { kind, person = {} } = sent;
  if (!supportsAction(campaign, kind)) fault('/kind', 'not-offered');
  if (campaign.seal ? blank(sent.sealed) : sent.sealed !== undefined)
    fault('/sealed', campaign.seal ? 'required' : 'not-offered');
  const isPlaintext = !campaign.seal;

  const { letter, postcard } = campaign;
  if (kind === 'letter' && letter) {
    if (!sent.letter) fault('/letter', 'required');
    else {
      chosen('/letter/targets', letter.choose, sent.letter.targets, (id) => {
        const target = letter.targets.find((one) => one.id === id);
        if (!target) return 'unknown';
        return isTargetAvailable(target, person.country) ? undefined : 'not-offered';
      });
      if (isPlaintext) {
        written('/letter/subject', sent.letter.subject, maxSubjectLength);
        written('/letter/body', sent.letter.body, letter.maxLength);
      }
    }
  }
  if (kind === 'postcard' && postcard) {
    const card = sent.postcard;
    if (!card) fault('/postcard', 'required');
    else {
      chosen('/postcard/to', postcard.choose, card.to, (id) => (postcard.to.includes(id) ? undefined : 'unknown'));
      if (card.design !== undefined && !postcard.designs.some(({ id }) => id === card.design))
        fault('/postcard/design', 'unknown');
      if (card.publish && postcard.publish === 'never') fault('/postcard/publish', 'not-offered');
      if (isPlaintext) {
        if (card.design === undefined) fault('/postcard/design', 'required');
        written('/postcard/message', card.message, postcard.maxLength);
        written('/postcard/from', card.from, 100);
      }
    }
  }

  const ask = getPersonFields(campaign);
  for (const key of ['name', 'email', 'country', 'postalCode'] as const) {
    const value = person[key];
    if (blank(value)) {
      if (ask[key] === 'required' && (isPlaintext || key === 'country')) fault(`/person/${key}`, 'required');
    } else if (key === 'email' ? !isEmail(value!.trim()) : key === 'country' && !countries.includes(value!))
      fault(`/person/${key}`, 'invalid');
  }

  const fields = campaign.fields ?? [];
  for (const { id, type, required, options } of fields) {
    const value = sent.fields && Object.hasOwn(sent.fields, id) ? sent.fields[id] : undefined;
    const empty = value === undefined || value === false || (value !== true && blank(value));
    const at = `/fields/${id}`;
    if (empty) {
      if (required && isPlaintext) fault(at, 'required');
    } else if ((type === 'checkbox') !== (value === true)) fault(at, 'invalid');
    else if (type === 'select' && !options?.includes(value as string)) fault(at, 'not-offered');
  }
  for (const id of Object.keys(sent.fields ?? {}))
    if (!fields.some((field) => field.id === id))
      fault(toJsonPointer(['fields', id]), 'unknown');

  const partner = sent.tracking?.partner;
  if (partner !== undefined && campaign.partners && !campaign.partners.includes(partner))
    fault('/tracking/partner', 'unknown');
  return faults;
}

/**
 * What a form asks for beyond the endpoint: an answer to every question of consent. Behind the form it is no fault, since
 * the document may have got a question more in the meantime, and no answer is no consent.
 */
export function findUnansweredConsents(campaign: Campaign, sent: Submission): FieldError[] {
  return (campaign.consent ?? []).flatMap(({ id }, i) =>
    sent.consent?.some((one) => one.id === id) ? [] : [{ pointer: `/consent/${i}`, code: 'required' as const }],
  );
}
