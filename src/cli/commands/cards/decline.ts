/** `cards decline`. */
import { declineReasons, maxNoteLength, parseDeclination, type Declination, type DeclinationFault } from '../../../server/cards/decline-reasons.ts';
import type { CliContext } from '../../context.ts';
import { UsageError } from '../../errors.ts';
import type { CardOptions } from './options.ts';
import { takeStep } from './step.ts';

const faults: Record<DeclinationFault, string> = {
  reason: `--reason must be one of ${declineReasons.join(', ')}`,
  'note-missing': '--reason other needs --note TEXT: why the card is declined',
  'note-too-long': `--note must have at most ${maxNoteLength} characters`,
  'note-unexpected': '--note belongs to --reason other',
};

/** @returns undefined without a reason @throws UsageError */
function readDeclination({ reason, note }: CardOptions): Declination | undefined {
  if (reason === undefined && note === undefined) return undefined;
  const declination = parseDeclination(reason, note);
  if (typeof declination === 'string') throw new UsageError(faults[declination]);
  return declination;
}

/** As it is recorded: without the note, which can contain anything. @throws UsageError */
export function describeDecline(options: CardOptions): string {
  const declination = readDeclination(options);
  return declination ? `cards decline --reason ${declination.reason}` : 'cards decline';
}

/** @throws UsageError */
export function declineCards(context: CliContext, ids: readonly string[], options: CardOptions): Promise<void> {
  return takeStep(context, 'declined', ids, {}, readDeclination(options));
}
