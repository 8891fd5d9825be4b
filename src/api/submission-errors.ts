import { ActionError } from './errors.ts';
import type { FieldError, ProblemType } from '../campaign/schema/problem.schema.ts';

/** The endpoint understood and said no; `problem` says why. */
export class SubmissionRejectedError extends ActionError {
  override readonly name = 'RefusedError';
  readonly code = 'refused';
  readonly problem: ProblemType;
  readonly faults: readonly FieldError[];

  constructor(problem: ProblemType, faults: readonly FieldError[], status: number) {
    super(`refused: ${problem}`, { status });
    this.problem = problem;
    this.faults = faults;
  }
}
