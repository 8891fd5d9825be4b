/** `cards decline`. */
import { declineReasons, maxNoteLength, parseDecline, type DeclineDetails, type DeclineProblem } from '../../../server/cards/decline-reasons.ts';
import type { CliContext } from '../../context.ts';
import { UsageError } from '../../errors.ts';
import type { CardOptions } from './options.ts';
import { applyStepToCards } from './step.ts';

const problemTexts: Record<DeclineProblem, string> = {
  reason: `--reason must be one of ${declineReasons.join(', ')}`,
  'note-missing': '--reason other needs --note TEXT: why the card is declined',
  'note-too-long': `--note must have at most ${maxNoteLength} characters`,
  'note-unexpected': '--note belongs to --reason other',
};

/** @returns undefined without a reason @throws UsageError */
function readDecline({ reason, note }: CardOptions): DeclineDetails | undefined {
  if (reason === undefined && note === undefined) return undefined;
  const result = parseDecline(reason, note);
  if ('problem' in result) throw new UsageError(problemTexts[result.problem]);
  return result.decline;
}

/** As it is recorded: without the note, which can contain anything. @throws UsageError */
export function describeDecline(options: CardOptions): string {
  const decline = readDecline(options);
  return decline ? `cards decline --reason ${decline.reason}` : 'cards decline';
}

/** @throws UsageError */
export function declineCards(context: CliContext, ids: readonly string[], options: CardOptions): Promise<void> {
  return applyStepToCards(context, 'declined', ids, {}, readDecline(options));
}
