/** Files with what was opened, made in the tab. */
import { byteOrderMark, toCsvRow } from '../utils/csv.ts';
import type { OpenedSubmission } from './open-sealed.ts';

/** Anybody can seal anything, so a value may be no text. */
const toText = (value: unknown): string => (typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value));

const columns: Record<string, (opened: OpenedSubmission) => unknown> = {
  id: ({ submission }) => submission.id,
  received_at: ({ receivedAt }) => receivedAt,
  kind: ({ submission }) => submission.kind,
  to: ({ submission: { letter, postcard } }) => (letter?.targets ?? postcard?.to ?? []).join(' '),
  subject: ({ submission }) => submission.letter?.subject,
  text: ({ submission: { letter, postcard } }) => letter?.body ?? postcard?.message,
  from: ({ submission }) => submission.postcard?.from,
  name: ({ submission }) => submission.person?.name,
  email: ({ submission }) => submission.person?.email,
  country: ({ submission }) => submission.person?.country,
  postal_code: ({ submission }) => submission.person?.postalCode,
  language: ({ submission }) => submission.language,
  partner: ({ submission }) => submission.tracking?.partner,
  cards: ({ cards }) => cards.map(({ id, person, stage }) => `${id} ${person} ${stage}`).join('; '),
  published: ({ published }) => (published ? 'yes' : 'no'),
  held: ({ held }) => (held ? 'yes' : 'no'),
  testing: ({ submission }) => (submission.testing ? 'yes' : 'no'),
  fields: ({ submission }) => submission.fields,
  consent: ({ submission }) => submission.consent?.map(({ id, given }) => `${id}: ${given ? 'yes' : 'no'}`).join('; '),
};

export const toCsv = (opened: readonly OpenedSubmission[]): string =>
  byteOrderMark + toCsvRow(Object.keys(columns)) + opened.map((one) => toCsvRow(Object.values(columns).map((get) => toText(get(one))))).join('');

export const toJsonLines = (opened: readonly OpenedSubmission[]): string => opened.map((one) => `${JSON.stringify(one)}\n`).join('');
