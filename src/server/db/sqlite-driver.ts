/**
 * A driver with two connections to one SQLite file: one for the transaction that is being written, and one for every other
 * query. Neither blocks the process while another process writes.
 */
import { statSync } from 'node:fs';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult } from 'kysely';

export interface SqliteFiles {
  reader: DatabaseSync;
  writer: DatabaseSync;
  /** The path of the database. */
  file: string;
  /** How long a query waits for the writes of other processes, in milliseconds. */
  maxWait: number;
}

/** A few kinds of statement, each in as many sizes as there are batch sizes. */
const maxCachedStatements = 200;
/** How long a statement waits before it is tried again, in milliseconds. */
const retryInterval = 10;
/** SQLite's result code, of which the extended ones have more bits: https://www.sqlite.org/rescode.html#busy */
const busy = 5;

/** Thrown instead of a commit that would go to a file without a name, and be lost with the process. */
class DatabaseFileError extends Error {
  override readonly name = 'DatabaseFileError';
  readonly code = 'FILE_DELETED_OR_REPLACED';
}

type Execute = (sql: string, parameters: readonly unknown[]) => QueryResult<unknown>;

class SqliteConnection implements DatabaseConnection {
  /** Runs a statement at once, during a transaction. */
  #write: Execute | undefined;
  readonly #read: (...query: Parameters<Execute>) => Promise<QueryResult<unknown>>;
  #end: (() => void) | undefined;

  constructor(read: (...query: Parameters<Execute>) => Promise<QueryResult<unknown>>) {
    this.#read = read;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    return (this.#write ? this.#write(sql, parameters) : await this.#read(sql, parameters)) as QueryResult<Row>;
  }

  streamQuery(): never {
    throw new Error('results are not streamed');
  }

  startTransaction(write: Execute, end: () => void): void {
    this.#write = write;
    this.#end = end;
  }

  endTransaction(): void {
    this.#write = undefined;
    this.#end?.();
  }
}

export class NodeSqliteDriver implements Driver {
  readonly #files: SqliteFiles;
  readonly #read: Execute;
  readonly #write: Execute;
  #identity = '';
  #lastTransaction: Promise<void> = Promise.resolve();

  constructor(files: SqliteFiles) {
    this.#files = files;
    this.#read = createExecutor(files.reader);
    this.#write = createExecutor(files.writer);
  }

  async init(): Promise<void> {
    const { reader, writer, maxWait } = this.#files;
    // SQLite does not wait here, whatever its busy timeout is, when two processes create the database at the same time.
    for (const database of [reader, writer])
      await retryWhileBusy(() => database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on'), getDeadline(maxWait));
    this.#identity = this.#identifyFiles();
  }

  acquireConnection(): Promise<SqliteConnection> {
    return Promise.resolve(new SqliteConnection((...query) => retryWhileBusy(() => this.#read(...query), getDeadline(this.#files.maxWait))));
  }

  async beginTransaction(connection: SqliteConnection): Promise<void> {
    // The wait for earlier transactions counts: each of those may have waited for another process as well.
    const deadline = getDeadline(this.#files.maxWait);
    const end = await this.#waitForTurn();
    try {
      this.#assertSameFile();
      // Takes the write lock at once: SQLite refuses a transaction that reads first and writes later instead of queueing it.
      await retryWhileBusy(() => this.#write('begin immediate', []), deadline);
    } catch (error) {
      end();
      throw error;
    }
    connection.startTransaction(this.#write, end);
  }

  /** Removes from the log, and so from the disk, what was deleted or replaced. @throws if another process reads or writes all the time */
  async purgeDeleted(): Promise<void> {
    const deadline = getDeadline(this.#files.maxWait);
    const end = await this.#waitForTurn();
    try {
      await retryWhileBusy(() => {
        const { rows } = this.#write('pragma wal_checkpoint(truncate)', []);
        // Unlike a statement, it does not throw.
        if ((rows[0] as { busy: number }).busy) throw Object.assign(new Error('the log is in use'), { errcode: busy });
      }, deadline);
    } finally {
      end();
    }
  }

  /** Transactions take turns. @returns a function that ends the turn */
  async #waitForTurn(): Promise<() => void> {
    const previousTransaction = this.#lastTransaction;
    let end = () => {};
    this.#lastTransaction = new Promise((resolve) => (end = resolve));
    await previousTransaction;
    return end;
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    this.#assertSameFile();
    await connection.executeQuery(CompiledQuery.raw('commit'));
    connection.endTransaction();
  }

  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    try {
      // SQLite rolls back by itself after some errors, for example when the disk is full.
      if (this.#files.writer.isTransaction) await connection.executeQuery(CompiledQuery.raw('rollback'));
    } finally {
      connection.endTransaction();
    }
  }

  releaseConnection(): Promise<void> {
    return Promise.resolve();
  }

  destroy(): Promise<void> {
    this.#files.reader.close();
    this.#files.writer.close();
    return Promise.resolve();
  }

  #assertSameFile(): void {
    if (this.#identifyFiles() !== this.#identity) throw new DatabaseFileError('the database file was deleted or replaced; restart the server');
  }

  /** A commit is written to the second file, and other processes find it through the third. */
  #identifyFiles(): string {
    return ['', '-wal', '-shm'].map((suffix) => identifyFile(this.#files.file + suffix)).join();
  }
}

/** @returns undefined if there is no such file */
function identifyFile(file: string): string | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats && `${stats.dev}:${stats.ino}`;
}

const getDeadline = (maxWait: number) => performance.now() + maxWait;

/** Other requests are answered while this one waits. It tries at least once. @throws the last error */
async function retryWhileBusy<T>(run: () => T, deadline: number): Promise<T> {
  for (;;) {
    try {
      return run();
    } catch (error) {
      const isBusy = ((error as { errcode?: number }).errcode ?? 0) % 256 === busy;
      if (!isBusy || performance.now() >= deadline) throw error;
      await delay(retryInterval);
    }
  }
}

function createExecutor(database: DatabaseSync): Execute {
  const statementCache = new Map<string, { statement: StatementSync; returnsRows: boolean }>();

  function prepare(sql: string) {
    const cached = statementCache.get(sql);
    if (cached) return cached;
    const statement = database.prepare(sql);
    const prepared = { statement, returnsRows: statement.columns().length > 0 };
    if (statementCache.size === maxCachedStatements) statementCache.delete(statementCache.keys().next().value!);
    statementCache.set(sql, prepared);
    return prepared;
  }

  return (sql, parameters) => {
    const { statement, returnsRows } = prepare(sql);
    const values = parameters as SQLInputValue[];
    if (returnsRows) return { rows: statement.all(...values) };
    const { changes, lastInsertRowid } = statement.run(...values);
    return { insertId: BigInt(lastInsertRowid), numAffectedRows: BigInt(changes), rows: [] };
  };
}
