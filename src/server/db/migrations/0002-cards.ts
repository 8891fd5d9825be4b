/** The tables of cards; postcards that were stored before there were any get theirs. */
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Submission } from '../../../campaign/schema/submission.schema.ts';
import { shortId } from '../../cards/short-id.ts';
import type { CardRow, MessageRow, Tables } from '../schema.ts';

/** As many old submissions as are looked at in one go. */
const some = 500;

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
    // A digest is of its campaign as well, so it is enough by itself.
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
    // What is shown, newest first, and nothing else to step over.
    await db.schema
      .createIndex('messages_shown')
      .on('messages')
      .columns(['campaign', 'received_at', 'id'])
      .where(sql.ref('shown'), '>', sql.lit(0))
      .execute();
    await backfillCards(db as Kysely<Tables>);
  },
};

async function backfillCards(db: Kysely<Tables>): Promise<void> {
  for (let after: [string, string] = ['', '']; ; ) {
    const rows = await db
      .selectFrom('submissions')
      .select(['campaign', 'id_digest', 'recipients', 'day', 'received_at', 'payload'])
      .where('kind', '=', 'postcard')
      .where('testing', '=', 0)
      .where((row) => row(row.refTuple('campaign', 'id_digest'), '>', row.tuple(...after)))
      .orderBy('campaign')
      .orderBy('id_digest')
      .limit(some)
      .execute();
    for (const { campaign, id_digest: submission, recipients, day, received_at, payload } of rows) {
      const made = (JSON.parse(recipients) as string[]).map(
        (person): CardRow => ({ id: shortId(), campaign, submission, person, paper: 0, stage: 'received', day, top: 0, steps: 0 }),
      );
      if (made.length) await db.insertInto('cards').values(made).execute();
      const { postcard } = JSON.parse(payload ?? '{}') as Partial<Submission>;
      if (!postcard?.publish || !postcard.message) continue;
      const message: MessageRow = { id: shortId(), campaign, submission, received_at, shown: 0 };
      await db.insertInto('messages').values(message).execute();
    }
    if (rows.length < some) return;
    const last = rows.at(-1)!;
    after = [last.campaign, last.id_digest];
  }
}
