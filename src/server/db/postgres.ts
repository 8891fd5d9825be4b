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
  });
  // A connection that breaks while idle emits its error here; the next query opens another, or fails itself.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new PostgresDialect({ pool });
}
