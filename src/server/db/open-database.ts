/** Opens the database that the configuration names. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditContext } from './audit-repository.ts';
import { getConnectionHint } from './database-url.ts';
import { openStore, type Store, type StoreDialect } from './store.ts';

export interface DatabaseConfig {
  /** PostgreSQL instead of SQLite. */
  databaseUrl?: string | undefined;
  /** The folder of the SQLite file. */
  dataDir: string;
}

export interface OpenOptions {
  /** Whether to create a database where there is none. */
  mayCreate: boolean;
  /** How long a write waits for those of other processes, in milliseconds. */
  maxWait?: number;
  /** Who makes the changes, if it is an organiser. */
  auditContext?: AuditContext;
}

/** @throws an error that names the variable to check */
export async function openDatabase(config: DatabaseConfig, { mayCreate, maxWait, auditContext }: OpenOptions): Promise<Store> {
  const file = join(config.dataDir, 'submissions.sqlite');
  if (!config.databaseUrl && !mayCreate && !existsSync(file))
    throw new Error(`cannot open the database: there is no ${file}; set DATA_DIR or DATABASE_URL to the database that the server uses`);
  try {
    const store = await openStore(await createDialect(config, file, maxWait), auditContext);
    // A server that cannot store anything must not start; a command may only read.
    if (mayCreate) await assertWritable(store);
    return store;
  } catch (cause) {
    const { message, code } = cause as { message: string; code?: string };
    // Not its value: it may contain a password.
    const advice = config.databaseUrl ? `DATABASE_URL${getConnectionHint(code)}` : 'DATA_DIR';
    throw new Error(`cannot open the database: ${message || code}; check ${advice}`, { cause });
  }
}

async function assertWritable(store: Store): Promise<void> {
  try {
    await store.testWrite();
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Loads only the database driver that is needed. */
async function createDialect({ databaseUrl, dataDir }: DatabaseConfig, file: string, maxWait: number | undefined): Promise<StoreDialect> {
  if (databaseUrl) return (await importPostgres()).createPostgresDialect(databaseUrl, maxWait);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return (await import('./sqlite.ts')).createSqliteDialect(file, maxWait);
}

/** An installation without optional packages lacks the driver. */
function importPostgres() {
  return import('./postgres.ts').catch((cause: unknown) => {
    if ((cause as { code?: string }).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new Error('the PostgreSQL driver is not installed: run npm install pg', { cause });
  });
}
