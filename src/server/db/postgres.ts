/** PostgreSQL, and databases that speak its protocol. */
import {
  CompiledQuery,
  type DatabaseConnection,
  type Kysely,
  PostgresAdapter,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  sql,
} from 'kysely';
import pg from 'pg';
import { verifyCertificate } from './database-url.ts';
import { discardUnusable } from './postgres-pool.ts';
import type { StoreDialect } from './store.ts';

/** The database cancels a statement that takes too long. If it does not even answer that, its connection is given up after this time: in milliseconds. */
const cancelTime = 2000;
/** How long removing deleted rows from a large table may take, in milliseconds. */
const maxVacuumTime = 10 * 60_000;
/** Databases that only speak the protocol of PostgreSQL remove deleted rows by themselves: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const unsupportedCodes = ['0A000', '42601'];

/**
 * @param url `postgres://user:password@host/database`
 * @param maxWait how long a statement may take, including its wait for the writes of other processes, in milliseconds
 */
export function createPostgresDialect(url: string, maxWait = 15_000): StoreDialect {
  const pool = new pg.Pool({
    connectionString: verifyCertificate(url),
    max: 4,
    connectionTimeoutMillis: 5000,
    query_timeout: maxWait + cancelTime,
    keepAlive: true,
    verify: (client, done) => void assertUtf8(client).then(() => done(), done),
  });
  // A connection that breaks while idle emits its error here; the next query opens another, or fails itself.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return Object.assign(new PooledPostgresDialect({ pool: discardUnusable(pool) }, maxWait), { purgeDeleted: createVacuum(pool) });
}

/** An updated row stays in its table, in its old form, until it is vacuumed. @returns a function that vacuums; calls during a run share the next one */
function createVacuum(pool: pg.Pool): () => Promise<void> {
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  async function vacuum(): Promise<void> {
    const query = { text: 'vacuum submissions, messages', query_timeout: maxVacuumTime };
    await pool.query(query).catch((error: unknown) => {
      if (!unsupportedCodes.includes((error as { code?: string }).code ?? '')) throw error;
    });
  }
  const start = () => (current = vacuum().finally(() => (current = undefined)));
  return () => {
    if (!current) return start();
    return (next ??= current.catch(() => {}).then(() => {
      next = undefined;
      return start();
    }));
  };
}

/**
 * PostgreSQL, perhaps behind PgBouncer, which lends its connections to others between two transactions: time limits and locks
 * end with their transaction.
 */
class PooledPostgresDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;
  readonly #maxWait: number;

  constructor(config: PostgresDialectConfig, maxWait: number) {
    super(config);
    this.#config = config;
    this.#maxWait = maxWait;
  }

  override createDriver() {
    return new PooledPostgresDriver(this.#config, this.#maxWait);
  }

  override createAdapter() {
    return new PooledPostgresAdapter();
  }
}

class PooledPostgresDriver extends PostgresDriver {
  readonly #begin: CompiledQuery;

  constructor(config: PostgresDialectConfig, maxWait: number) {
    super(config);
    // PgBouncer refuses a connection that sets it when it begins.
    this.#begin = CompiledQuery.raw(`begin; set local statement_timeout = ${maxWait}`);
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(this.#begin);
  }
}

class PooledPostgresAdapter extends PostgresAdapter {
  override async acquireMigrationLock(db: Kysely<unknown>): Promise<void> {
    // The number is Kysely's, so that releases which leave the lock to Kysely wait as well.
    await sql`select pg_advisory_xact_lock(3853314791062309107)`.execute(db);
  }

  override releaseMigrationLock(): Promise<void> {
    return Promise.resolve();
  }
}

/** Any other encoding would refuse a letter in Khmer, and only that. */
async function assertUtf8(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ server_encoding: string }>('show server_encoding');
  const encoding = rows[0]?.server_encoding;
  if (encoding !== 'UTF8') throw new Error(`its encoding is ${encoding}, and must be UTF8`);
}
