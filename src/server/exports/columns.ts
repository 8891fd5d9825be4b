/** The columns of CSV. They follow from today's document alone, so that the header can be written first. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { ExportedCard, ExportedSubmission } from '../db/exports-repository.ts';
import type { Exported } from './write-rows.ts';

/** The values of a row by the names of their columns. */
export type Columns<T> = Record<string, (item: T) => string | null | undefined>;

const formatAnswer = (answer: boolean | string | undefined) => (typeof answer === 'boolean' ? (answer ? 'yes' : 'no') : answer);
const formatFlag = (flag: unknown) => (flag ? 'yes' : 'no');

/** What someone has entered beside the letter or card, and where they came from. */
function createSupporterColumns({ fields = [], consent = [] }: Partial<Campaign>): Columns<{ submission: Submission | undefined }> {
  const [fieldIds, consentIds] = [fields, consent].map((items) => new Set(items.map(({ id }) => id))) as [Set<string>, Set<string>];
  return {
    language: ({ submission }) => submission?.language,
    name: ({ submission }) => submission?.person?.name,
    email: ({ submission }) => submission?.person?.email,
    country: ({ submission }) => submission?.person?.country,
    postal_code: ({ submission }) => submission?.person?.postalCode,
    partner: ({ submission }) => submission?.tracking?.partner,
    origin: ({ submission }) => submission?.tracking?.origin,
    source: ({ submission }) => submission?.tracking?.source,
    medium: ({ submission }) => submission?.tracking?.medium,
    campaign: ({ submission }) => submission?.tracking?.campaign,
    content: ({ submission }) => submission?.tracking?.content,
    ...Object.fromEntries([...fieldIds].map((id) => [`field:${id}`, ({ submission }) => formatAnswer(submission?.fields?.[id])] as const)),
    ...Object.fromEntries([...consentIds].map((id) => [`consent:${id}`, ({ submission }) => formatAnswer(submission?.consent?.find((one) => one.id === id)?.given)] as const)),
    other_answers({ submission }) {
      const answers = {
        ...Object.fromEntries(Object.entries(submission?.fields ?? {}).filter(([id]) => !fieldIds.has(id)).map(([id, answer]) => [`field:${id}`, answer])),
        ...Object.fromEntries((submission?.consent ?? []).filter(({ id }) => !consentIds.has(id)).map(({ id, given }) => [`consent:${id}`, given])),
      };
      return Object.keys(answers).length ? JSON.stringify(answers) : '';
    },
  };
}

/** @param document today's, if there is one */
export const createLetterColumns = (document: Campaign | undefined): Columns<Exported<ExportedSubmission>> => ({
  id: ({ submission }) => submission?.id,
  received_at: ({ row }) => row.received_at,
  deleted_at: ({ row }) => row.expires_at,
  targets: ({ submission }) => submission?.letter?.targets.join(' '),
  subject: ({ submission }) => submission?.letter?.subject,
  body: ({ submission }) => submission?.letter?.body,
  held: ({ row }) => row.held,
  testing: ({ row }) => formatFlag(row.testing),
  sealed: ({ submission }) => formatFlag(submission?.sealed),
  ...createSupporterColumns(document ?? {}),
});

/** @param document today's, if there is one */
export const createCardColumns = (document: Campaign | undefined): Columns<Exported<ExportedCard>> => ({
  id: ({ row }) => row.id,
  submission: ({ submission }) => submission?.id,
  day: ({ row }) => row.day,
  received_at: ({ row }) => row.received_at,
  deleted_at: ({ row }) => row.expires_at,
  person: ({ row }) => row.person,
  person_name: ({ row }) => document?.people?.find(({ id }) => id === row.person)?.name,
  stage: ({ row }) => row.stage,
  delivered_on: ({ row }) => row.delivered,
  delivered_at: ({ row }) => row.place,
  decline_reason: ({ row }) => row.reason,
  decline_note: ({ row }) => row.note,
  paper: ({ row }) => formatFlag(row.paper),
  design: ({ submission }) => submission?.postcard?.design,
  message: ({ submission }) => submission?.postcard?.message,
  from: ({ submission }) => submission?.postcard?.from,
  publish: ({ submission }) => formatAnswer(submission?.postcard?.publish),
  testing: ({ row }) => formatFlag(row.testing),
  sealed: ({ submission }) => formatFlag(submission?.sealed),
  ...createSupporterColumns(document ?? {}),
});
