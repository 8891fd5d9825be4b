/** Runs tests with each database. */
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import { createPostgresDialect } from '../../../src/server/db/postgres.ts';
import { createSqliteDialect } from '../../../src/server/db/sqlite.ts';
import { openStore, type Store } from '../../../src/server/db/store.ts';
import { startPostgres, type Postgres } from '../../support/postgres.ts';
import { createTempFolder } from './temp-folder.ts';

/** Runs a suite with each kind of database. @param suite receives a function that returns the store that is open while its tests run */
export function describeWithStores(kinds: readonly ('sqlite' | 'postgres')[], name: string, suite: (store: () => Store) => void): void {
  for (const kind of kinds) {
    describe(`${name} (${kind})`, () => {
      let store: Store;
      let postgresServer: Postgres | undefined;
      before(async () => {
        postgresServer = kind === 'postgres' ? await startPostgres() : undefined;
        store = await openStore(postgresServer ? createPostgresDialect(postgresServer.url) : createSqliteDialect(join(createTempFolder(), 'test.sqlite')));
      });
      after(async () => {
        await store.close();
        await postgresServer?.stop();
      });
      suite(() => store);
    });
  }
}

/** Runs a suite with SQLite and with PostgreSQL. */
export const describeWithBothStores = describeWithStores.bind(undefined, ['sqlite', 'postgres']);
