/** A submission as an endpoint takes it: its shape, and what one campaign asks of it. */
import { findFieldErrors, lengthTolerance } from './submission-rules.ts';
import { toJsonPointer } from '../json-pointer.ts';
import { submissionSchema, type Submission } from '../schema/submission.schema.ts';
import type * as z from 'zod/mini';
import type { Campaign } from '../schema/campaign.schema.ts';
import type { FieldError, FieldErrorCode } from '../schema/problem.schema.ts';

/**
 * Checks a submission whole: its shape, and what this campaign asks of it.
 * @param value parsed JSON, nested no deeper than `maxDepth`
 * @returns the submission without keys that nobody knows, or every fault; never a value that was sent
 */
export function validateSubmission(campaign: Campaign, value: unknown): { submission: Submission } | { faults: FieldError[] } {
  const parsed = submissionSchema.safeParse(value, { reportInput: true });
  if (parsed.success) {
    const faults = findFieldErrors(campaign, parsed.data, lengthTolerance);
    return faults.length ? { faults } : { submission: parsed.data };
  }
  const shape = parsed.error.issues.map(({ path, ...issue }) => ({ path, pointer: toJsonPointer(path), code: codeOf(issue) }));
  const faults = shape.map(({ pointer, code }) => ({ pointer, code }));
  if (shape.some(({ path }) => path.length === 0)) return { faults };
  // What has no place in the shape is taken out, so that the rest can still be held against the campaign.
  const rest = structuredClone(value) as Submission;
  for (const { path } of shape) remove(rest, path);
  const named = (at: string) => shape.some(({ pointer }) => at === pointer || at.startsWith(`${pointer}/`));
  return { faults: [...faults, ...findFieldErrors(campaign, rest, lengthTolerance).filter((one) => !named(one.pointer))] };
}

function remove(value: unknown, path: readonly PropertyKey[]): void {
  const parent = path.slice(0, -1).reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)?.[key], value);
  if (Array.isArray(parent)) parent[Number(path.at(-1))] = '';
  else if (parent) delete (parent as Record<PropertyKey, unknown>)[path.at(-1)!];
}

function codeOf(issue: Pick<z.core.$ZodIssue, 'code' | 'input'>): FieldErrorCode {
  if (issue.input === undefined) return 'required';
  if (issue.code === 'too_big') return 'too-long';
  if (issue.code === 'too_small') return 'too-short';
  return 'invalid';
}
