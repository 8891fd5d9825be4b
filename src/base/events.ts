/** The public events. None of them carries anything that a supporter typed. */
import type { Campaign, Channel } from '../campaign/schema/campaign.schema.ts';
import type { AnyReceipt, Submission } from '../campaign/schema/submission.schema.ts';
import type { ErrorCode } from '../api/errors.ts';

/** What an element is doing: its `state` attribute, and `:state(…)`. */
export type State = 'loading' | 'upcoming' | 'open' | 'sending' | 'queued' | 'sent' | 'closed' | 'failed';

type Kind = 'letter' | 'postcard';
/** Events take no more than this of a submission. */
type SubmissionHeader = Pick<Submission, 'id' | 'kind'>;

export interface ActionEventDetails {
  /** The document has been loaded and rendered. Only the parts that this element shows have been validated. */
  'action-load': { campaign: Campaign; state: State };
  /** Something failed; `status` is the HTTP status, if there was a response. */
  'action-error': { code: ErrorCode; status?: number };
  /** A submission is about to be sent; `preventDefault()` stops it. */
  'action-submit': { id: string; kind: Kind };
  /** The server has confirmed the submission; `replayed` if it had arrived before. */
  'action-sent': { id: string; kind: Kind; replayed: boolean };
  /** The submission is queued, and will be sent later. */
  'action-queued': { id: string; kind: Kind };
  /** The supporter has shared the action through a channel. */
  'action-share': { channel: Channel };
}

abstract class ActionEvent<Type extends keyof ActionEventDetails> extends CustomEvent<ActionEventDetails[Type]> {
  constructor(type: Type, detail: ActionEventDetails[Type], cancelable = false) {
    super(type, { detail, bubbles: true, composed: true, cancelable });
  }
}

export class ActionLoadEvent extends ActionEvent<'action-load'> {
  constructor(detail: ActionEventDetails['action-load']) {
    super('action-load', detail);
  }
}

export class ActionErrorEvent extends ActionEvent<'action-error'> {
  constructor({ code, status }: ActionEventDetails['action-error']) {
    super('action-error', { code, ...(status && { status }) });
  }
}

export class ActionSubmitEvent extends ActionEvent<'action-submit'> {
  constructor({ id, kind }: SubmissionHeader) {
    super('action-submit', { id, kind }, true);
  }
}

export class ActionSentEvent extends ActionEvent<'action-sent'> {
  constructor({ id, kind }: SubmissionHeader, receipt: AnyReceipt) {
    super('action-sent', { id, kind, replayed: 'replayed' in receipt });
  }
}

export class ActionQueuedEvent extends ActionEvent<'action-queued'> {
  constructor({ id, kind }: SubmissionHeader) {
    super('action-queued', { id, kind });
  }
}

export class ActionShareEvent extends ActionEvent<'action-share'> {
  constructor(channel: Channel) {
    super('action-share', { channel });
  }
}

export interface ActionEventMap {
  'action-load': ActionLoadEvent;
  'action-error': ActionErrorEvent;
  'action-submit': ActionSubmitEvent;
  'action-sent': ActionSentEvent;
  'action-queued': ActionQueuedEvent;
  'action-share': ActionShareEvent;
}

declare global {
  /* eslint-disable @typescript-eslint/no-empty-object-type -- only an interface merges */
  interface HTMLElementEventMap extends ActionEventMap {}
  interface DocumentEventMap extends ActionEventMap {}
  interface WindowEventMap extends ActionEventMap {}
  /* eslint-enable @typescript-eslint/no-empty-object-type */
}
