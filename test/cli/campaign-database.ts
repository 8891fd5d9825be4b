/** A database and a folder of campaigns, which commands and a test share. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { createPostgresDialect } from '../../src/server/db/postgres.ts';
import { createSqliteDialect } from '../../src/server/db/sqlite.ts';
import { openStore, type Store } from '../../src/server/db/store.ts';
import { createTempFolder } from '../server/support/temp-folder.ts';
import { startPostgres } from '../support/postgres.ts';

export type DatabaseKind = 'sqlite' | 'postgres';

export interface CampaignDatabase {
  /** With which commands find both. */
  env: Record<string, string>;
  store: Store;
  /** Of SQLite. */
  file: string;
  /** Opens it again, as another process would. */
  open: () => Promise<Store>;
  close: () => Promise<void>;
}

export async function openCampaignDatabase(kind: DatabaseKind, campaigns: readonly Campaign[]): Promise<CampaignDatabase> {
  const postgres = kind === 'postgres' ? await startPostgres() : undefined;
  const [folder, data] = [createTempFolder(), createTempFolder()];
  for (const campaign of campaigns) writeFileSync(join(folder, `${campaign.id}.json`), JSON.stringify(campaign));
  const file = join(data, 'submissions.sqlite');
  const open = () => openStore(postgres ? createPostgresDialect(postgres.url) : createSqliteDialect(file));
  const store = await open();
  return {
    env: { CAMPAIGNS_DIR: folder, ...(postgres ? { DATABASE_URL: postgres.url } : { DATA_DIR: data }) },
    store,
    file,
    open,
    async close() {
      await store.close();
      await postgres?.stop();
    },
  };
}
