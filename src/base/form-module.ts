/** What a form renders from, and what it loads lazily. */
import type { CSSResult } from 'lit';
import type { Channel } from '../campaign/schema/campaign.schema.ts';
import type { Counts } from '../campaign/schema/counts.schema.ts';
import type { Submission } from '../campaign/schema/submission.schema.ts';
import type { FieldValues } from '../controllers/field-values.ts';
import type { SubmissionController, SubmissionModule } from '../controllers/submission-controller.ts';
import type { moveFocusTo } from '../utils/move-focus.ts';
import type { ErrorMessages } from '../i18n/error-messages.ts';
import type { Key, PartialMessages, Translator } from '../i18n/translator.ts';
import type { RenderContext } from '../controllers/campaign-controller.ts';

type Kind = Submission['kind'];
export type CountryNames = readonly (readonly [code: string, name: string])[];

/** What the fields of a form render from. */
export interface FormContext extends RenderContext {
  values: FieldValues;
  errors: ErrorMessages;
  /** Undefined until the names are loaded. */
  countries: CountryNames | undefined;
}

/** What surrounds the fields of a form. */
export interface FormProps {
  isSending: boolean;
  isTesting: boolean;
  /** What went wrong, above the form. */
  errorBanner: unknown;
  customFields: unknown;
  progress: unknown;
  /** Whether the submission may be kept on this device. */
  outboxChoice: unknown;
  onInput: (event: Event) => void;
  onSubmit: (event: SubmitEvent) => void;
}

/** While a submission is queued. */
export type QueuedState = Pick<SubmissionController<SubmissionModule>, 'retryNow' | 'outbox'>;
/** After a submission has arrived. */
export type SentState = Pick<SubmissionController<SubmissionModule>, 'submission' | 'receipt' | 'counts'>;

/** When the action has closed, before or after a submission. */
export type ClosedState = Pick<SubmissionController<FormModule>, 'status' | 'submission' | 'counts' | 'module' | 'createDraft'>;

/** What a form loads lazily: sending, and what is shown after the first interaction. */
export interface FormModule extends SubmissionModule {
  /** English messages. */
  messages: PartialMessages;
  styles: readonly CSSResult[];
  moveFocusTo: typeof moveFocusTo;
  loadCountryNames: (translator: Translator) => Promise<CountryNames>;
  customFields: (form: FormContext) => unknown;
  progressTemplate: (context: RenderContext, counts: Counts | undefined) => unknown;
  upcomingTemplate: (context: RenderContext) => unknown;
  closedTemplate: (context: RenderContext, kind: Kind, state: ClosedState) => unknown;
  queuedTemplate: (context: RenderContext, kind: Kind, state: QueuedState) => unknown;
  errorBanner: (form: FormContext, kind: Kind, failure: Key | undefined, text: string | undefined, focusField: (name: string) => void) => unknown;
  /** Whether the supporter has written anything worth giving back. */
  isDirty: (context: RenderContext, submission: Submission) => boolean;
  /** What was written, as text to read and to copy. */
  toPlainText: (context: RenderContext, submission: Submission) => string;
  thankYou: (context: RenderContext, state: SentState, onShare: (channel: Channel) => void) => unknown;
}
