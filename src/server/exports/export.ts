/** Exports the letters or cards of a campaign. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { ExportedCard, ExportedSubmission } from '../db/exports-repository.ts';
import type { SubmissionRow } from '../db/schema.ts';
import type { Store } from '../db/store.ts';
import { createCardColumns, createLetterColumns, type Columns } from './columns.ts';
import { getContactConsents, mayBeContacted } from './contact.ts';
import { byteOrderMark, toCsvRow } from '../../utils/csv.ts';
import { toPersonSignup, toRecordOutreach, toRecordSubmission } from './osdi.ts';
import { createLetterSource } from './letter-pack.ts';
import type { WriteBytes } from './row-writer.ts';
import { writeRows, type Exported, type RowFormat } from './write-rows.ts';

/** `osdi` has the letter or card with its sender, `osdi-people` the sender alone. */
export const exportFormats = ['csv', 'jsonl', 'osdi', 'osdi-people'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Whether an export leaves out everyone who has not agreed to be contacted. OSDI always does. */
export const isForContact = (format: ExportFormat, isRequested: boolean): boolean => isRequested || format === 'osdi' || format === 'osdi-people';

export interface ExportRequest {
  campaign: string;
  /** Today's document. Without it, only CSV and JSON Lines of everyone can be exported. */
  document: Campaign | undefined;
  format: ExportFormat;
  /** See `isForContact`. */
  forContact: boolean;
  /** In milliseconds since the epoch: what is received later is left out. */
  now: number;
  /** For letters: which of them are exported; by default all. */
  isSelected?: ((item: Exported<ExportedSubmission>) => boolean) | undefined;
}

type ExportStore = Pick<Store, 'audit' | 'exports'>;
type Row = Pick<SubmissionRow, 'payload' | 'held'> & { testing: number | null };

/** @returns how many letters it has written */
export function exportLetters(store: ExportStore, request: ExportRequest, write: WriteBytes): Promise<number> {
  const { campaign, document, now, isSelected = () => true } = request;
  const format = createFormat<ExportedSubmission>(request, createLetterColumns(document), toLetterRecord, ({ row, submission }) =>
    toRecordOutreach(submission!, row.received_at, document!),
  );
  const selected = { ...format, toText: (item: Exported<ExportedSubmission>) => (isSelected(item) ? format.toText(item) : undefined) };
  return writeRows(store, createLetterSource(store.exports, campaign, now), selected, write);
}

/** @returns how many cards it has written; with OSDI, how many senders, each once for all the people they wrote to together */
export function exportCards(store: ExportStore, request: ExportRequest, write: WriteBytes): Promise<number> {
  const { campaign, document, now } = request;
  if (request.format === 'csv' || request.format === 'jsonl') {
    const format = createFormat<ExportedCard>(request, createCardColumns(document), toCardRecord);
    return writeRows(store, { campaign, now, getPage: (query) => store.exports.getCards(query) }, format, write);
  }
  const format = createFormat<ExportedSubmission>(request, {}, toLetterRecord, ({ row, submission }) => toRecordSubmission(submission!, row.received_at));
  return writeRows(store, { campaign, now, getPage: (query) => store.exports.getSubmissions('postcard', query) }, format, write);
}

/** @param toAction for OSDI */
function createFormat<T extends Row>(
  { document, format, forContact }: ExportRequest,
  columns: Columns<Exported<T>>,
  toRecord: (item: Exported<T>) => object,
  toAction: (item: Exported<T>) => object = toRecord,
): RowFormat<T> {
  const consents = isForContact(format, forContact) ? getContactConsents(document) : undefined;
  const isSelected = ({ row, submission }: Exported<T>) => !consents || (submission !== undefined && mayBeContacted(consents, submission, row));
  if (format === 'csv') {
    const getters = Object.values(columns);
    return {
      header: byteOrderMark + toCsvRow(Object.keys(columns)),
      toText: (item) => (isSelected(item) ? toCsvRow(getters.map((get) => get(item) ?? '')) : undefined),
    };
  }
  if (format === 'jsonl') return { toText: (item) => (isSelected(item) ? toLine(toRecord(item)) : undefined) };
  const toBody = format === 'osdi' ? toAction : ({ submission }: Exported<T>) => toPersonSignup(submission!);
  // Systems identify a person by the address.
  return { toText: (item) => (isSelected(item) && item.submission?.person?.email !== undefined ? toLine(toBody(item)) : undefined) };
}

const toLine = (value: object): string => `${JSON.stringify(value)}\n`;

const toLetterRecord = ({ row: { received_at, expires_at, partner, testing, held, recipients }, submission }: Exported<ExportedSubmission>) => ({
  receivedAt: received_at,
  expiresAt: expires_at,
  partner,
  testing: testing === 1,
  held,
  recipients: JSON.parse(recipients) as string[],
  submission,
});

const toCardRecord = ({ row: { id, person, stage, day, paper, delivered, place, reason, note, received_at, expires_at }, submission }: Exported<ExportedCard>) => ({
  id,
  person,
  stage,
  day,
  paper: paper === 1,
  delivered: delivered === null ? null : { day: delivered, place },
  declined: reason === null ? null : { reason, note },
  receivedAt: received_at,
  expiresAt: expires_at,
  submission: submission ?? null,
});
