/** Where things are, as the environment says: the same for the endpoint and for the command line beside it. */
import { existsSync, mkdirSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import type { Dialect } from 'kysely';

/** `HOST`, `PORT`, … as the README lists them. */
export type Environment = Record<string, string | undefined>;

// The same from the sources and from the package, where this file lies deeper.
const root = dirname(findPackageJSON('..', import.meta.url)!);

/** A path inside the package. */
export const packagePath = (path: string): string => join(root, path);

/** The folder of the demo, where its campaigns are what is served. */
export const demoFolder = (env: Environment): string | undefined => (env['CAMPAIGNS_DIR'] ? undefined : packagePath('demo'));

/** The folder of the campaign documents. */
export const campaignsFolder = (env: Environment): string => env['CAMPAIGNS_DIR'] || packagePath('demo/campaigns');

/**
 * Loads only the driver that is needed.
 * @param mayCreate whether a database may be made where there is none
 * @throws where there is none and none may be made
 */
export async function createDialect(env: Environment, mayCreate: boolean): Promise<Dialect> {
  if (env['DATABASE_URL']) return (await import('./db/postgres.ts')).createPostgresDialect(env['DATABASE_URL']);
  const folder = env['DATA_DIR'] || '.data';
  const file = join(folder, 'submissions.sqlite');
  if (mayCreate) mkdirSync(folder, { recursive: true, mode: 0o700 });
  else if (!existsSync(file)) throw new Error(`there is no database at ${file}; DATA_DIR or DATABASE_URL says where the endpoint keeps it`);
  return (await import('./db/sqlite.ts')).createSqliteDialect(file);
}
