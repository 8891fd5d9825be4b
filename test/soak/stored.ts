/** What a server has stored, read from its database without it. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import type { Submission } from '../../src/campaign/schema/submission.schema.ts';

export interface Database {
  name: string;
  /** For the server. */
  env: Record<string, string>;
  readPayloads: (receivedFrom: string) => Promise<string[]>;
}

export const sqlite = (folder: string): Database => ({
  name: 'SQLite',
  env: { DATA_DIR: folder },
  readPayloads(receivedFrom) {
    const database = new DatabaseSync(join(folder, 'submissions.sqlite'), { readOnly: true });
    try {
      return Promise.resolve(database.prepare('select payload from submissions where received_at >= ?').all(receivedFrom).map(({ payload }) => String(payload)));
    } finally {
      database.close();
    }
  },
});

export const postgres = (url: string): Database => ({
  name: 'PostgreSQL',
  env: { DATABASE_URL: url },
  async readPayloads(receivedFrom) {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      const { rows } = await client.query<{ payload: string }>('select payload from submissions where received_at >= $1', [receivedFrom]);
      return rows.map(({ payload }) => payload);
    } finally {
      await client.end();
    }
  },
});

/** @param receivedFrom ISO 8601; all without it */
export async function readStored(database: Database, receivedFrom = ''): Promise<Submission[]> {
  return (await database.readPayloads(receivedFrom)).map((payload) => JSON.parse(payload) as Submission);
}
