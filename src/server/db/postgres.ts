/** PostgreSQL, and databases that speak its protocol. */
import { PostgresDialect } from 'kysely';
import pg from 'pg';

/**
 * @param url `postgres://user:password@host/database`
 * @param maxWait how long a statement may take, including its wait for the writes of other processes, in milliseconds
 */
export function createPostgresDialect(url: string, maxWait = 15_000): PostgresDialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: 5000,
    statement_timeout: maxWait,
    keepAlive: true,
    verify: (client, done) => void assertUtf8(client).then(() => done(), done),
  });
  // A connection that breaks while idle emits its error here; the next query opens another, or fails itself.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new PostgresDialect({ pool });
}

/** Any other encoding would refuse a letter in Khmer, and only that. */
async function assertUtf8(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ server_encoding: string }>('show server_encoding');
  const encoding = rows[0]?.server_encoding;
  if (encoding !== 'UTF8') throw new Error(`its encoding is ${encoding}, and must be UTF8`);
}
