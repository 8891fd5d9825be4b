/** Validates a submission on the server: its schema, and the rules of its campaign. */
import { findSealedErrors } from './sealed-rules.ts';
import { findFieldErrors, lengthTolerance, maxFieldErrors } from './submission-rules.ts';
import { toJsonPointer } from '../json-pointer.ts';
import { normalizeSubmission } from '../normalize-submission.ts';
import { submissionSchema, type Submission } from '../schema/submission.schema.ts';
import type * as z from 'zod/mini';
import type { Campaign } from '../schema/campaign.schema.ts';
import type { FieldError, FieldErrorCode } from '../schema/problem.schema.ts';

/**
 * @param value parsed JSON, nested no deeper than `maxDepth`
 * @returns the submission, normalized and without unknown keys, or the errors, which never contain a value that was sent
 */
export function validateSubmissionBody(campaign: Campaign, value: unknown): { submission: Submission } | { errors: FieldError[] } {
  const result = submissionSchema.safeParse(value, { reportInput: true });
  if (result.success) {
    const submission = normalizeSubmission(result.data);
    const errors = findRuleErrors(campaign, submission);
    return errors.length ? { errors } : { submission };
  }
  const { issues } = result.error;
  const schemaErrors = issues.slice(0, maxFieldErrors).map(({ path, ...issue }) => ({ pointer: toJsonPointer(path), code: toErrorCode(issue) }));
  if (issues.length >= maxFieldErrors || issues.some(({ path }) => path.length === 0)) return { errors: schemaErrors };
  // Without the values that violate the schema, the rest can still be validated against the campaign.
  const rest = structuredClone(value) as Submission;
  for (const { path } of issues) remove(rest, path);
  const isReported = (pointer: string) => schemaErrors.some((error) => pointer === error.pointer || pointer.startsWith(`${error.pointer}/`));
  const ruleErrors = findRuleErrors(campaign, normalizeSubmission(rest)).filter(({ pointer }) => !isReported(pointer));
  return { errors: [...schemaErrors, ...ruleErrors].slice(0, maxFieldErrors) };
}

/** Only a sealed campaign accepts what is sealed, and it accepts nothing else. */
function findRuleErrors(campaign: Campaign, submission: Submission): FieldError[] {
  if (campaign.seal) return findSealedErrors(campaign, submission);
  const errors = findFieldErrors(campaign, submission, lengthTolerance);
  return submission.sealed === undefined ? errors : [{ pointer: '/sealed', code: 'not-offered' as const }, ...errors].slice(0, maxFieldErrors);
}

/** @returns the submission, normalized, if it meets the schema, whatever the campaign requires */
export function parseSubmission(value: unknown): Submission | undefined {
  const { data } = submissionSchema.safeParse(value);
  return data && normalizeSubmission(data);
}

function remove(value: unknown, path: readonly PropertyKey[]): void {
  const parent = path.slice(0, -1).reduce<unknown>((container, key) => (container as Record<PropertyKey, unknown>)?.[key], value);
  if (Array.isArray(parent)) parent[Number(path.at(-1))] = '';
  else if (parent) delete (parent as Record<PropertyKey, unknown>)[path.at(-1)!];
}

function toErrorCode(issue: Pick<z.core.$ZodIssue, 'code' | 'input'>): FieldErrorCode {
  if (issue.input === undefined) return 'required';
  if (issue.code === 'too_big') return 'too-long';
  if (issue.code === 'too_small') return 'too-short';
  return 'invalid';
}
