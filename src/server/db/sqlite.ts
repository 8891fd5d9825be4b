/** Kysely's SQLite dialect over `node:sqlite`. */
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { CompiledQuery, SqliteAdapter, type SqliteDatabase, SqliteDialect, SqliteDriver, type DatabaseConnection } from 'kysely';

/** A few kinds of statement, each in as many sizes as there are batch sizes. */
const maxCachedStatements = 200;

/**
 * @param file the path of the database, which is created if it does not exist
 * @param maxWait how long a write waits for those of other processes, in milliseconds
 * @returns a dialect whose every commit is on disk before it returns
 */
export function createSqliteDialect(file: string, maxWait = 5000): SqliteDialect {
  const database = new DatabaseSync(file, { timeout: maxWait });
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on');
  return new NodeSqliteDialect({ database: adapt(database) });
}

class NodeSqliteDialect extends SqliteDialect {
  readonly #config: { database: SqliteDatabase };

  constructor(config: { database: SqliteDatabase }) {
    super(config);
    this.#config = config;
  }

  override createDriver() {
    return new ImmediateDriver(this.#config);
  }

  override createAdapter() {
    return new TransactionalAdapter();
  }
}

/** Takes the write lock when a transaction begins: SQLite refuses a transaction that reads first and writes later instead of queueing it. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** SQLite can roll back `create table`, so migrations run in a transaction here as well. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true;
  }
}

function adapt(database: DatabaseSync): SqliteDatabase {
  const statementCache = new Map<string, ReturnType<SqliteDatabase['prepare']>>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const cached = statementCache.get(sql);
      if (cached) return cached;
      const statement = database.prepare(sql);
      const toValues = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
      const prepared = {
        reader: statement.columns().length > 0,
        all: (parameters: readonly unknown[]) => statement.all(...toValues(parameters)),
        run: (parameters: readonly unknown[]) => statement.run(...toValues(parameters)),
        iterate: (parameters: readonly unknown[]) => statement.iterate(...toValues(parameters)),
      };
      if (statementCache.size === maxCachedStatements) statementCache.delete(statementCache.keys().next().value!);
      statementCache.set(sql, prepared);
      return prepared;
    },
  };
}
