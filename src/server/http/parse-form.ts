/** A plain form as a submission. */
import { unanswered } from '../../campaign/validation/submission-rules.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { readForm } from '../../campaign/form-data.ts';
import type { Fault } from '../../campaign/schema/problem.schema.ts';
import { maxSubmissionBytes, type Submission } from '../../campaign/schema/submission.schema.ts';
import { Refused } from './body.ts';
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
  const value = (name: string) => form.get(name)?.trim() || undefined;
  const kind = (value('kind') ?? 'letter') as Submission['kind'];
  const source = ['source', 'medium', 'campaign', 'content'].flatMap((key) => {
    const one = value(`tracking/${key}`);
    return one ? [[key, one] as const] : [];
  });
  const partner = partnerOf(campaign, value('tracking/partner'));
  const body = {
    id: value('id')!,
    kind,
    language: value('language') ?? campaign.language,
    ...readForm(campaign, kind, form),
    tracking: { ...Object.fromEntries(source), ...(partner && { partner }) },
    ...(value('testing') === 'true' && { testing: true }),
  };
  return { body, faults: unanswered(campaign, body) };
}
