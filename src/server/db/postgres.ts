/** PostgreSQL, and what speaks its protocol. */
import { PostgresDialect } from 'kysely';
import pg from 'pg';

/** @param url `postgres://user:password@host/database` */
export function postgres(url: string): PostgresDialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: 5000,
    statement_timeout: 15_000,
    keepAlive: true,
  });
  // A connection that breaks while nothing is asked says so here; the next query opens another or fails by itself.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new PostgresDialect({ pool });
}
