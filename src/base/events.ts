/** The events that a page hears. None of them carries a word that a supporter typed. */
import type { Campaign, Channel } from '../campaign/schema/campaign.schema.ts';
import type { ErrorCode } from '../api/errors.ts';

/** What an element is doing: its attribute `state`, and `:state(…)`. */
export type State = 'loading' | 'open' | 'sending' | 'sent' | 'queued' | 'closed' | 'upcoming' | 'failed';

export interface ActionEventDetails {
  /** The document is here and shown. It is checked as far as this element shows it: beside a day count, `letter` may be anything. */
  'action-load': { campaign: Campaign; state: State };
  /** Something failed; `status` is that of an answer. */
  'action-error': { code: ErrorCode; status?: number };
  /** About to be sent; `preventDefault()` stops it. */
  'action-submit': { id: string; kind: 'letter' | 'postcard' };
  /** A receipt is here; `replayed` where it had arrived before. */
  'action-sent': { id: string; kind: 'letter' | 'postcard'; replayed: boolean };
  /** Kept, to be sent later. */
  'action-queued': { id: string; kind: 'letter' | 'postcard' };
  'action-share': { channel: Channel };
}

type ActionEvents = { [Type in keyof ActionEventDetails]: CustomEvent<ActionEventDetails[Type]> };

declare global {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- an interface is what merges
  interface HTMLElementEventMap extends ActionEvents {}
}

/** @returns false where a listener prevented it */
export function emit<Type extends keyof ActionEventDetails>(
  from: EventTarget,
  type: Type,
  detail: ActionEventDetails[Type],
): boolean {
  return from.dispatchEvent(
    new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: type === 'action-submit' }),
  );
}
