/** Turns a plain form into a submission. */
import { findUnansweredConsents } from '../../campaign/validation/submission-rules.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { parseFormData } from '../../campaign/form-data.ts';
import type { FieldError } from '../../campaign/schema/problem.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import { resolvePartner } from '../../campaign/partner.ts';

/**
 * @param form fields by pointer, such as `person/name`; an empty one counts as missing
 * @returns the submission as an element would send it, not validated yet, and the errors of rules that only forms have
 */
export function formToSubmission(campaign: Campaign, form: URLSearchParams): { body: Partial<Submission>; formErrors: FieldError[] } {
  const value = (name: string) => form.get(name)?.trim() || undefined;
  const kind = (value('kind') ?? 'letter') as Submission['kind'];
  const source = ['source', 'medium', 'campaign', 'content'].flatMap((key) => {
    const text = value(`tracking/${key}`);
    return text ? [[key, text] as const] : [];
  });
  const partner = resolvePartner(campaign, value('tracking/partner'));
  const body = {
    id: value('id')!,
    kind,
    language: value('language') ?? campaign.language,
    ...parseFormData(campaign, kind, form),
    tracking: { ...Object.fromEntries(source), ...(partner && { partner }) },
    ...(value('testing') === 'true' && { testing: true }),
  };
  return { body, formErrors: findUnansweredConsents(campaign, body) };
}
