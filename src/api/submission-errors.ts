import { ActionError } from './errors.ts';
import type { Fault, ProblemType } from '../campaign/schema/problem.schema.ts';

/** The endpoint understood and said no; `problem` says why. */
export class RefusedError extends ActionError {
  override readonly name = 'RefusedError';
  readonly code = 'refused';
  readonly problem: ProblemType;
  readonly faults: readonly Fault[];

  constructor(problem: ProblemType, faults: readonly Fault[], status: number) {
    super(`refused: ${problem}`, { status });
    this.problem = problem;
    this.faults = faults;
  }
}
