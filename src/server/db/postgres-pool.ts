/** A pool that gives up connections to a server that cannot be written, or does not answer. */
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const readOnly = '25006';

/**
 * After a failover, connections still lead to the server that was replaced, which only reads now. As soon as one of them reports
 * that, all are replaced before their next use.
 */
export function discardUnusable(pool: Pool): PostgresPool {
  let generation = 0;
  const generations = new WeakMap<PoolClient, number>();
  pool.on('connect', (client) => generations.set(client, generation));
  const onReadOnly = (client: PoolClient) => {
    if (generations.get(client) === generation) generation++;
  };

  async function connect(): Promise<Connection> {
    for (;;) {
      const client = await pool.connect();
      if (generations.get(client) === generation) return new Connection(client, onReadOnly);
      client.release(true);
    }
  }
  return { options: pool.options, connect: async () => (await connect()) as unknown as PostgresPoolClient, end: () => pool.end() };
}

/** One use of a connection. */
class Connection {
  readonly #client: PoolClient;
  readonly #onReadOnly: (client: PoolClient) => void;
  /** Set once a query has not been answered: others would only wait behind it. */
  #timeout: Error | undefined;

  constructor(client: PoolClient, onReadOnly: (client: PoolClient) => void) {
    this.#client = client;
    this.#onReadOnly = onReadOnly;
  }

  async query(sql: string, parameters: readonly unknown[]) {
    if (this.#timeout) throw this.#timeout;
    try {
      return await this.#client.query(sql, [...parameters]);
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      if (code === readOnly) this.#onReadOnly(this.#client);
      if (message === 'Query read timeout') this.#timeout = error as Error;
      throw error;
    }
  }

  release(mustDestroy = false): void {
    this.#client.release(mustDestroy || this.#timeout !== undefined);
  }
}
