/** Reads rows in pages, and writes each as text. */
import type { Submission } from '../../campaign/schema/submission.schema.ts';
import type { RowsQuery } from '../db/exports-repository.ts';
import type { Store } from '../db/store.ts';
import { RowWriter, type WriteBytes } from './row-writer.ts';

/** Rows in one query: few enough that a supporter who submits does not wait long, and that no garbage collection finds them alive and keeps them. */
const pageSize = 100;

/** A row of the database, with its submission. */
export interface Exported<Row> {
  row: Row;
  submission: Submission | undefined;
}

export interface RowSource<Row> {
  campaign: string;
  /** In milliseconds since the epoch: what is received later is left out. */
  now: number;
  getPage: (query: RowsQuery<Row>) => Promise<Row[]>;
}

export interface RowFormat<Row> {
  header?: string;
  /** @returns undefined to leave the row out */
  toText: (item: Exported<Row>) => string | undefined;
  footer?: string;
}

/** Calls a function with every row. */
export async function readRows<Row extends { payload: string | null }>({ campaign, now, getPage }: RowSource<Row>, visit: (item: Exported<Row>) => Promise<void> | undefined): Promise<void> {
  const until = new Date(now).toISOString();
  for (let after: Row | undefined; ; ) {
    const rows = await getPage({ campaign, after, until, limit: pageSize });
    for (const row of rows) {
      const waiting = visit({ row, submission: row.payload === null ? undefined : (JSON.parse(row.payload) as Submission) });
      // Most rows only fill a buffer: a promise for each would take longer than the rest.
      if (waiting) await waiting;
    }
    if (rows.length < pageSize) return;
    after = rows.at(-1);
    // SQLite answers at once: let others have their turn.
    await new Promise(setImmediate);
  }
}

/**
 * Writes every row. How many it has written is recorded even if it fails: those have left.
 * @returns how many
 */
export async function writeRows<Row extends { payload: string | null }>({ audit }: Pick<Store, 'audit'>, source: RowSource<Row>, { header = '', toText, footer = '' }: RowFormat<Row>, write: WriteBytes): Promise<number> {
  const writer = new RowWriter(write);
  let count = 0;
  try {
    await writer.add(header);
    await readRows(source, (item) => {
      const text = toText(item);
      if (text === undefined) return;
      count++;
      return writer.tryAdd(text) ? undefined : writer.add(text);
    });
    await writer.add(footer);
    await writer.flush();
  } finally {
    await audit.record({ campaign: source.campaign, ids: [], affected: count });
  }
  return count;
}
