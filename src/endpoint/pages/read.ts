/** A plain form as a submission. */
import { unanswered } from '../../campaign/faults.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import { offered } from '../../campaign/letter.ts';
import type { Fault } from '../../campaign/problem.ts';
import { maxSubmissionBytes, type Submission } from '../../campaign/submission.ts';
import { Refused } from '../guards.ts';
import { partnerOf } from '../../campaign/partner.ts';

/** Percent signs make a form up to three times as long as what is written in it; what is written may have 64 KiB. */
export const maxFormBytes = 3 * maxSubmissionBytes;

/** @throws Refused with `too-large` */
export function checkForm(form: URLSearchParams): void {
  let size = 0;
  for (const [name, value] of form) size += Buffer.byteLength(name) + Buffer.byteLength(value);
  if (size > maxSubmissionBytes) throw new Refused({ type: 'too-large' });
}

/**
 * @param form fields by pointer, such as `person/name`; what is empty counts as not given
 * @returns the submission as a page would send it, still to be checked, and what this form asks beyond that
 */
export function submissionOf(campaign: Campaign, form: URLSearchParams): { body: Partial<Submission>; faults: Fault[] } {
  // Browsers send CRLF, whatever was typed.
  const value = (name: string) => form.get(name)?.replaceAll('\r\n', '\n').trim() || undefined;
  const group = <K extends string>(at: string, keys: readonly K[]) => {
    const given = keys.flatMap((key) => {
      const one = value(`${at}/${key}`);
      return one === undefined ? [] : [[key, one] as const];
    });
    return Object.fromEntries(given) as Partial<Record<K, string>>;
  };
  const kind = (value('kind') ?? 'letter') as Submission['kind'];
  const person = group('person', ['name', 'email', 'country', 'postalCode']);
  const tracking = group('tracking', ['source', 'medium', 'campaign', 'content']);
  const partner = partnerOf(campaign, value('tracking/partner'));
  const { letter } = campaign;
  const targets =
    letter?.choose === 'all' ? offered(letter, person.country).map(({ id }) => id) : form.getAll('letter/targets');
  const fields = (campaign.fields ?? []).flatMap(({ id, type }) => {
    const answer = type === 'checkbox' ? form.has(`fields/${id}`) : value(`fields/${id}`);
    return answer === undefined ? [] : [[id, answer] as const];
  });
  const consent = (campaign.consent ?? []).flatMap(({ id, statement }) => {
    const answer = value(`consent/${id}`);
    return answer ? [{ id, statement: value(`consent/${id}/statement`) ?? statement, given: answer === 'yes' }] : [];
  });
  const body = {
    id: value('id')!,
    kind,
    language: value('language') ?? campaign.language,
    person,
    ...(kind === 'letter' && { letter: { targets, ...group('letter', ['subject', 'body']) } }),
    ...(fields.length && { fields: Object.fromEntries(fields) }),
    ...(consent.length && { consent }),
    tracking: { ...tracking, ...(partner && { partner }) },
    ...(value('testing') === 'true' && { testing: true }),
  };
  return { body, faults: unanswered(campaign, body) };
}
