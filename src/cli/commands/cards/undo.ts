/** `cards undo`. */
import { undoStep, type UndoableStep } from '../../../server/cards/card-workflow.ts';
import type { CliContext } from '../../context.ts';
import { UsageError } from '../../errors.ts';
import type { CardOptions } from './options.ts';
import { reportResults } from './report.ts';

/** A step may be named like its command as well. */
const stepByName: Record<string, UndoableStep> = {
  approve: 'approved',
  approved: 'approved',
  decline: 'declined',
  declined: 'declined',
  printed: 'printed',
  delivered: 'delivered',
  paper: 'paper',
};

/** @param operands ids of cards, after the name of the step if it is given @throws UsageError */
export async function undo({ store }: CliContext, operands: readonly string[], { from }: CardOptions): Promise<void> {
  const [name = ''] = operands;
  const step = Object.hasOwn(stepByName, name) ? stepByName[name] : undefined;
  const ids = step ? operands.slice(1) : operands;
  if (!ids.length && from === undefined) throw new UsageError('missing card ids');
  await reportResults(undoStep(store, ids, Date.now(), step), { formatStage: (stage) => `undone, now ${stage}` });
}
