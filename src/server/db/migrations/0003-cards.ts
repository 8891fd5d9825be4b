import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const batchSize = 500;

/** 32 digits and letters, so that a byte maps to each of them equally often. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const createId = () => Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) => alphabet[byte % 32]).join('');

/** Creates the tables of cards, and the cards of the postcards that are stored already. */
export const addCards: Migration = {
  async up(db) {
    await db.schema
      .createTable('cards')
      .addColumn('id', 'text', (column) => column.notNull().primaryKey())
      .addColumn('campaign', 'text', (column) => column.notNull())
      .addColumn('submission', 'text')
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('paper', 'integer', (column) => column.notNull())
      .addColumn('stage', 'text', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('top', 'integer', (column) => column.notNull())
      .addColumn('steps', 'integer', (column) => column.notNull())
      .execute();
    // The digest covers the campaign as well, so it is enough by itself.
    await db.schema.createIndex('cards_submission').on('cards').columns(['submission']).execute();
    await db.schema
      .createTable('card_steps')
      .addColumn('card', 'text', (column) => column.notNull())
      .addColumn('n', 'integer', (column) => column.notNull())
      .addColumn('step', 'text', (column) => column.notNull())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('was', 'text', (column) => column.notNull())
      .addColumn('below', 'integer', (column) => column.notNull())
      .addColumn('undoes', 'integer')
      .addColumn('day', 'text')
      .addColumn('place', 'text')
      .addPrimaryKeyConstraint('card_steps_key', ['card', 'n'])
      .execute();
    await db.schema
      .createTable('messages')
      .addColumn('id', 'text', (column) => column.notNull().primaryKey())
      .addColumn('campaign', 'text', (column) => column.notNull())
      .addColumn('submission', 'text')
      .addColumn('received_at', 'text', (column) => column.notNull())
      .addColumn('shown', 'integer', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('messages_submission').on('messages').columns(['submission']).execute();
    // Published messages only, newest first, so that a page is read without skipping rows.
    await db.schema
      .createIndex('messages_shown')
      .on('messages')
      .columns(['campaign', 'received_at', 'id'])
      .where(sql.ref('shown'), '>', sql.lit(0))
      .execute();
    await backfillCards(db as Kysely<TablesAtThisVersion>);
  },
};

/** A released migration never changes, so it has its own view of the columns. */
interface TablesAtThisVersion {
  submissions: {
    campaign: string;
    id_digest: string;
    kind: string;
    recipients: string;
    testing: number;
    day: string;
    received_at: string;
    payload: string | null;
  };
  cards: {
    id: string;
    campaign: string;
    submission: string;
    person: string;
    paper: number;
    stage: string;
    day: string;
    top: number;
    steps: number;
  };
  messages: { id: string; campaign: string; submission: string; received_at: string; shown: number };
}

/** What this migration reads of a stored submission. */
interface StoredPayload {
  postcard?: { publish?: boolean; message?: string };
}

async function backfillCards(db: Kysely<TablesAtThisVersion>): Promise<void> {
  for (let after: [string, string] = ['', '']; ; ) {
    const rows = await db
      .selectFrom('submissions')
      .select(['campaign', 'id_digest', 'recipients', 'day', 'received_at', 'payload'])
      .where('kind', '=', 'postcard')
      .where('testing', '=', 0)
      .where((row) => row(row.refTuple('campaign', 'id_digest'), '>', row.tuple(...after)))
      .orderBy('campaign')
      .orderBy('id_digest')
      .limit(batchSize)
      .execute();
    for (const { campaign, id_digest: submission, recipients, day, received_at, payload } of rows) {
      const cards = (JSON.parse(recipients) as string[]).map((person) => ({
        id: createId(),
        campaign,
        submission,
        person,
        paper: 0,
        stage: 'received',
        day,
        top: 0,
        steps: 0,
      }));
      if (cards.length) await db.insertInto('cards').values(cards).execute();
      const { postcard } = JSON.parse(payload ?? '{}') as StoredPayload;
      if (!postcard?.publish || !postcard.message) continue;
      await db.insertInto('messages').values({ id: createId(), campaign, submission, received_at, shown: 0 }).execute();
    }
    if (rows.length < batchSize) return;
    const last = rows.at(-1)!;
    after = [last.campaign, last.id_digest];
  }
}
