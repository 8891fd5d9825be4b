/** Kysely's SQLite dialect over `node:sqlite`. */
import { closeSync, existsSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { type Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { NodeSqliteDriver, type SqliteFiles } from './sqlite-driver.ts';
import type { StoreDialect } from './store.ts';

/**
 * @param file the path of the database, which is created if it does not exist
 * @param maxWait how long a write waits for those of other processes, in milliseconds
 * @returns a dialect whose every commit is on disk before it returns
 */
export function createSqliteDialect(file: string, maxWait = 5000): StoreDialect {
  // SQLite gives the files beside the database the same permissions, so that no other user of the machine can read them.
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  return new NodeSqliteDialect({ reader: new DatabaseSync(file), writer: new DatabaseSync(file), file, maxWait });
}

class NodeSqliteDialect implements StoreDialect {
  readonly #driver: NodeSqliteDriver;

  constructor(files: SqliteFiles) {
    this.#driver = new NodeSqliteDriver(files);
  }

  createDriver() {
    return this.#driver;
  }

  purgeDeleted(): Promise<void> {
    return this.#driver.purgeDeleted();
  }

  createQueryCompiler() {
    return new SqliteQueryCompiler();
  }

  createAdapter() {
    return new NodeSqliteAdapter();
  }

  createIntrospector(db: Kysely<unknown>) {
    return new SqliteIntrospector(db);
  }
}

class NodeSqliteAdapter extends SqliteAdapter {
  /** SQLite can roll back `create table`, so migrations run in a transaction here as well. */
  override get supportsTransactionalDdl() {
    return true;
  }

  /** The driver lets transactions take turns, and queries outside of them go on. */
  override get supportsMultipleConnections() {
    return true;
  }
}
