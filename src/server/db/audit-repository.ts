/** What organisers have done, recorded in the transaction that does it. It contains nothing about supporters. */
import type { Kysely, Transaction } from 'kysely';
import type { AuditRow, Tables } from './schema.ts';
import { createShortId } from './short-id.ts';

/** Who does something, and with which command, or with which part of the desk. */
export interface AuditContext {
  /** At most 100 characters. */
  actor: string;
  command: string;
}

export interface AuditEntry {
  campaign: string;
  /** The organiser's names for what was changed. */
  ids: readonly string[];
  /** How many were changed, if not as many as there are ids. */
  affected?: number;
}

/** Records what a transaction has changed; nothing without a context. */
export type RecordAudit = (transaction: Transaction<Tables>, entries: readonly AuditEntry[]) => Promise<void>;

export function createAuditRecorder(context: AuditContext | undefined): RecordAudit {
  return async (transaction, entries) => {
    if (!context) return;
    const recorded_at = new Date().toISOString();
    const rows = entries
      .map(({ campaign, ids, affected = ids.length }): AuditRow => ({ id: createShortId(), recorded_at, ...context, campaign, affected, ids: JSON.stringify(ids) }))
      .filter(({ affected }) => affected > 0);
    if (rows.length) await transaction.insertInto('audit_log').values(rows).execute();
  };
}

/** One entry for each campaign. */
export function groupByCampaign(items: readonly { campaign: string; id: string }[]): AuditEntry[] {
  return [...Map.groupBy(items, ({ campaign }) => campaign)].map(([campaign, some]) => ({ campaign, ids: some.map(({ id }) => id) }));
}

export interface AuditRepository {
  /** Records what was done outside of a transaction, such as an export. */
  record: (entry: AuditEntry) => Promise<void>;
  /** @returns oldest first */
  find: (filter: { campaign?: string | undefined }) => Promise<AuditRow[]>;
  /** @param before an entry, to continue after it @returns newest first */
  findNewest: (before: Pick<AuditRow, 'recorded_at' | 'id'> | undefined, limit: number) => Promise<AuditRow[]>;
}

export function createAuditRepository(db: Kysely<Tables>, record: RecordAudit): AuditRepository {
  return {
    record: (entry) => db.transaction().execute((transaction) => record(transaction, [entry])),
    find({ campaign }) {
      const query = db.selectFrom('audit_log').selectAll().orderBy('recorded_at').orderBy('id');
      return (campaign === undefined ? query : query.where('campaign', '=', campaign)).execute();
    },
    findNewest(before, limit) {
      const query = db.selectFrom('audit_log').selectAll().orderBy('recorded_at', 'desc').orderBy('id', 'desc').limit(limit);
      return (before ? query.where((row) => row(row.refTuple('recorded_at', 'id'), '<', row.tuple(before.recorded_at, before.id))) : query).execute();
    },
  };
}
