/** What the server checks of a submission to a sealed campaign. It cannot read what is sealed; the page has validated that. */
import { findFieldErrors, lengthTolerance, maxFieldErrors } from './submission-rules.ts';
import { isReadable, sealedParts } from '../sealing.ts';
import type { Campaign } from '../schema/campaign.schema.ts';
import type { FieldError } from '../schema/problem.schema.ts';
import type { Submission } from '../schema/submission.schema.ts';

/** @returns the errors in the order of the form, at most `maxFieldErrors` */
export function findSealedErrors(campaign: Campaign, submission: Submission): FieldError[] {
  const { fields: _, ...rest } = campaign;
  // Nothing that is sealed is required here.
  const readable: Campaign = { ...rest, ask: { ...campaign.ask, name: 'no', email: 'no', postalCode: 'no' } };
  const errors = findFieldErrors(readable, submission, lengthTolerance).filter(({ pointer }) => !isSealed(pointer));
  if (submission.sealed === undefined) errors.push({ pointer: '/sealed', code: 'required' });
  // Without `sealed`, the whole submission is refused, whatever else is in it.
  else errors.push(...findUnsealed(submission));
  return errors.slice(0, maxFieldErrors);
}

function isSealed(pointer: string): boolean {
  const [, part, key = ''] = pointer.split('/');
  return part === 'fields' || sealedParts.some((name) => name === part && key !== '' && !isReadable(name, key));
}

/** What should have been sealed: the server must not store it. */
function findUnsealed(submission: Submission): FieldError[] {
  const pointers = sealedParts.flatMap((part) =>
    Object.keys(submission[part] ?? {})
      .filter((key) => !isReadable(part, key))
      .map((key) => `/${part}/${key}`),
  );
  return [...pointers, ...(submission.fields ? ['/fields'] : [])].map((pointer) => ({ pointer, code: 'not-offered' as const }));
}
