/** Where submissions are kept. One set of queries for SQLite and PostgreSQL. */
import { type Dialect, type Expression, type ExpressionBuilder, Kysely, sql, type SqlBool } from 'kysely';
import { gather } from './gather.ts';
import { migrate } from './migrations.ts';
import type { SubmissionRow, Tables } from './schema.ts';

/** The public numbers of one campaign, by key. */
export type Numbers = Map<string, number>;

/** A submission on its way in. */
export interface Entry extends Omit<SubmissionRow, 'counts'> {
  /** The keys of the numbers that `count` reads or changes. */
  keys: readonly string[];
  /**
   * Runs inside the transaction, once for every try: adds to the campaign's numbers what this entry adds.
   * @returns the counts of its receipt, as JSON
   */
  count: (numbers: Numbers) => string;
}

/** What a receipt is made from, and what tells a replay from a conflict. */
export type Standing = Pick<SubmissionRow, 'content_digest' | 'received_at' | 'counts'>;

/** What stands under an entry's key, and whether this very entry put it there. */
export type Settled = Standing & { fresh: boolean };

export interface Store {
  /**
   * Resolves once the entry is durable, together with what arrived with it.
   * @throws Overloaded where too many wait; else what the database threw, and then the entry may be sent again
   */
  append: (entry: Entry) => Promise<Settled>;
  find: (campaign: string, idDigest: string) => Promise<Standing | undefined>;
  numbers: (campaign: string) => Promise<Numbers>;
  /**
   * Deletes what is personal in the submissions to a campaign received before an instant; without a campaign, in all
   * that were promised to be forgotten by then, whether or not their campaign is still known.
   * @param instant ISO 8601 in UTC
   * @returns how many
   */
  forget: (campaign: string | null, instant: string) => Promise<number>;
  /** @throws what keeps the database from answering */
  ping: () => Promise<void>;
  /** Waits for what is being written. */
  close: () => Promise<void>;
}

/** As many as are forgotten in one statement, so that nobody who submits has to wait long. */
const forgetting = 500;

/** @throws what keeps the database from being opened */
export async function openStore(dialect: Dialect): Promise<Store> {
  const db = new Kysely<Tables>({ dialect });
  await migrate(db);
  const ping = async () => void (await sql`select 1`.execute(db));
  const gathered = gather((entries: readonly Entry[]) => commit(db, entries), ping);
  const standing = db.selectFrom('submissions').select(['content_digest', 'received_at', 'counts']);

  return {
    append: gathered.append,
    ping,
    find: (campaign, idDigest) =>
      standing.where('campaign', '=', campaign).where('id_digest', '=', idDigest).executeTakeFirst(),
    async numbers(campaign) {
      const rows = await db.selectFrom('counts').select(['key', 'n']).where('campaign', '=', campaign).execute();
      return new Map(rows.map(({ key, n }) => [key, n]));
    },
    forget: (campaign, instant) =>
      forgetAll(db, (row) =>
        campaign === null
          ? row('forget_on', '<=', instant)
          : row.and([row('campaign', '=', campaign), row('received_at', '<', instant)]),
      ),
    async close() {
      await gathered.idle();
      await db.destroy();
    },
  };
}

/** Forgets what is due, a few at a time. @returns how many */
async function forgetAll(db: Kysely<Tables>, due: (row: ExpressionBuilder<Tables, 'submissions'>) => Expression<SqlBool>): Promise<number> {
  const some = db
    .selectFrom('submissions')
    .select(['campaign', 'id_digest'])
    .where(due)
    .where('payload', 'is not', null)
    .limit(forgetting);
  const forgetSome = db
    .updateTable('submissions')
    .set({ payload: null })
    .where((row) => row(row.refTuple('campaign', 'id_digest'), 'in', some.$asTuple('campaign', 'id_digest')));
  for (let forgotten = 0; ; ) {
    const { numUpdatedRows } = await forgetSome.executeTakeFirstOrThrow();
    forgotten += Number(numUpdatedRows);
    if (numUpdatedRows < forgetting) return forgotten;
    await new Promise(setImmediate);
  }
}

/** Stores and counts the entries in one transaction. @returns for each, in order, what now stands under its key */
function commit(db: Kysely<Tables>, entries: readonly Entry[]): Promise<Settled[]> {
  return db.transaction().execute(async (transaction) => {
    const campaigns = [...new Set(entries.map(({ campaign }) => campaign))].sort();
    // Whoever writes to a campaign takes the row of its people first, so endpoints that share a database take turns.
    await transaction
      .insertInto('counts')
      .values(campaigns.map((campaign) => ({ campaign, key: 'people', n: 0 })))
      .onConflict((row) => row.columns(['campaign', 'key']).doUpdateSet({ n: sql`counts.n` }))
      .execute();

    const rows = await transaction
      .selectFrom('submissions')
      .select(['id_digest', 'content_digest', 'received_at', 'counts'])
      .where('campaign', 'in', campaigns)
      .where('id_digest', 'in', entries.map((entry) => entry.id_digest))
      .execute();
    const known = new Map<string, Standing>(rows.map((row) => [row.id_digest, row]));

    const before = await transaction
      .selectFrom('counts')
      .selectAll()
      .where('campaign', 'in', campaigns)
      .where('key', 'in', [...new Set(entries.flatMap(({ keys }) => keys))])
      .execute();
    const numbers = new Map<string, Numbers>(campaigns.map((campaign) => [campaign, new Map()]));
    for (const { campaign, key, n } of before) numbers.get(campaign)!.set(key, n);

    const fresh: SubmissionRow[] = [];
    const settled = entries.map(({ keys: _, count, ...entry }) => {
      const standing = known.get(entry.id_digest);
      if (standing) return { ...standing, fresh: false };
      const row = { ...entry, counts: count(numbers.get(entry.campaign)!) };
      known.set(row.id_digest, row);
      fresh.push(row);
      return { ...row, fresh: true };
    });
    if (fresh.length === 0) return settled;

    await transaction.insertInto('submissions').values(fresh).execute();
    for (const { campaign, key, n } of before) if (numbers.get(campaign)!.get(key) === n) numbers.get(campaign)!.delete(key);
    const changed = [...numbers].flatMap(([campaign, counts]) => [...counts].map(([key, n]) => ({ campaign, key, n })));
    if (changed.length)
      await transaction
        .insertInto('counts')
        .values(changed)
        .onConflict((row) => row.columns(['campaign', 'key']).doUpdateSet({ n: sql`excluded.n` }))
        .execute();
    return settled;
  });
}
