/** The tables, as the queries know them. `migrations.ts` makes them. */

/** One accepted submission. Once `payload` is gone, nothing in it says who wrote it. */
export interface SubmissionRow {
  campaign: string;
  /** SHA-256 of the campaign's and the submission's id: an erased row still answers replays. */
  id_digest: string;
  /** SHA-256 of what was sent. The random id is part of it, so nobody can find the words by guessing. */
  content_digest: string;
  kind: string;
  /** JSON: the ids of targets or of people written to. */
  recipients: string;
  partner: string | null;
  /** 1 for a test. */
  testing: number;
  /** `YYYY-MM-DD`, UTC. */
  day: string;
  /** ISO 8601 in UTC with milliseconds, so that text sorts as time. */
  received_at: string;
  /** JSON: the counts of the receipt, so that a replay gets the very same. */
  counts: string;
  /** JSON: the submission; null once it is forgotten. */
  payload: string | null;
  /** When that is, as was promised when it came, in the form of `received_at`; null where nothing was promised. */
  forget_on: string | null;
}

/** One public number of a campaign. Its `people` row is also what writers of that campaign queue for. */
export interface CountRow {
  campaign: string;
  key: string;
  n: number;
}

/** Where a card is on its way. Only a paper card that was counted in by mistake is `withdrawn`. */
export type Stage = 'received' | 'approved' | 'declined' | 'printed' | 'delivered' | 'withdrawn';

/** One card to one person. Its words stand in the submission alone, and are forgotten with it. */
export interface CardRow {
  /** What the organiser calls it by: random, and nothing to do with the submission's id. */
  id: string;
  campaign: string;
  /** `id_digest` of its submission; null for a card of paper. */
  submission: string | null;
  person: string;
  /** 1 for a card that was written by hand and counted in. */
  paper: number;
  stage: Stage;
  /** When it was received: `YYYY-MM-DD`, UTC. */
  day: string;
  /** The `n` of the step that brought it to its stage; 0 where none did. */
  top: number;
  /** How many steps are recorded. */
  steps: number;
}

/** What was done to a card: added to, never changed. The steps that hold make a pile, and an undo takes the topmost off it. */
export interface StepRow {
  card: string;
  /** From 1, for each card. */
  n: number;
  /** The stage it leads to; `paper` as a card is counted in; or `undo`. */
  step: Stage | 'paper' | 'undo';
  /** ISO 8601 in UTC with milliseconds. */
  at: string;
  /** The stage before it. */
  was: Stage;
  /** The `top` before it. */
  below: number;
  /** Of an undo: the `n` that it took back. */
  undoes: number | null;
  /** Of a delivery: `YYYY-MM-DD`. */
  day: string | null;
  /** Of a delivery. */
  place: string | null;
}

/** What may be shown of one submission: it is, while one of its cards is approved. */
export interface MessageRow {
  /** Public: random, and nothing to do with the submission's id. */
  id: string;
  campaign: string;
  /** `id_digest` of its submission; null once that is forgotten. */
  submission: string | null;
  /** As the submission's. */
  received_at: string;
  /** How many of its cards are approved; 0 once it is forgotten. */
  shown: number;
}

export interface Tables {
  submissions: SubmissionRow;
  counts: CountRow;
  cards: CardRow;
  card_steps: StepRow;
  messages: MessageRow;
}
