import { ActionError } from './errors.ts';
import type { FieldError, ProblemType } from '../campaign/schema/problem.schema.ts';

/** The server understood the submission and rejected it; `problem` says why. */
export class SubmissionRejectedError extends ActionError {
  override readonly name = 'SubmissionRejectedError';
  readonly code = 'refused';
  readonly problem: ProblemType;
  readonly fieldErrors: readonly FieldError[];

  constructor(problem: ProblemType, fieldErrors: readonly FieldError[], status: number) {
    super(`the server rejected the submission: ${problem}`, { status });
    this.problem = problem;
    this.fieldErrors = fieldErrors;
  }
}
