// A page of 50 messages out of 10,000, compared with one out of 60: keyset pagination is as fast for late pages.
import { join } from 'node:path';
import { applyStep } from '../../../src/server/cards/card-workflow.ts';
import { createPostgresDialect } from '../../../src/server/db/postgres.ts';
import { createSqliteDialect } from '../../../src/server/db/sqlite.ts';
import { openStore, type Store } from '../../../src/server/db/store.ts';
import { collect } from '../../server/cards.ts';
import { createTestServer, createPostcard, createPostcardCampaign, createTempFolder, today } from '../../server/support.ts';
import { query, startPostgres } from '../../support/postgres.ts';
import { getMedian } from './report.ts';


/** Returns the milliseconds for the first page, one in the middle, and the last. */
async function measure(store: Store, id: string, cards: number, analyze: () => Promise<unknown>): Promise<number[]> {
  const campaign = createPostcardCampaign({ id });
  const server = createTestServer(store, [campaign]);
  for (let i = 0; i < cards; i += 100)
    await Promise.all(
      Array.from({ length: Math.min(100, cards - i) }, (_, n) =>
        server.submit(campaign, createPostcard({ postcard: { to: ['ny-sokha'], design: 'lotus', message: `Card ${i + n}.`, from: 'Anna', publish: true } })),
      ),
    );
  await analyze();
  const ids = (await store.cards.find({ campaign: id })).map((card) => card.id);
  await collect(applyStep(store, ids, 'approved', { at: today }));
  await analyze();
  const getPage = async (search: string) => (await server.request(`/campaigns/${id}/messages.json${search}`)).body as { next?: string };
  const cursors = [''];
  for (let next = (await getPage('?limit=50')).next; next; next = (await getPage(`?limit=50&after=${next}`)).next) cursors.push(next);
  const times: number[] = [];
  for (const after of [cursors[0], cursors[cursors.length >> 1], cursors.at(-1)]) {
    const durations: number[] = [];
    for (let i = 0; i < 25; i++) {
      const start = performance.now();
      await getPage(`?after=${after}`);
      durations.push(performance.now() - start);
    }
    times.push(getMedian(durations));
  }
  return times;
}

const formatTimes = (times: number[]) => times.map((time) => `${time.toFixed(1)} ms`).join(', ');
const server = await startPostgres();
for (const [kind, store, analyze] of [
  ['SQLite', await openStore(createSqliteDialect(join(createTempFolder(), 'wall.sqlite'))), () => Promise.resolve()],
  // PostgreSQL does this by itself within a minute of so many new rows.
  ['PostgreSQL', await openStore(createPostgresDialect(server.url)), () => query(server.url, 'analyze')],
] as const) {
  const few = await measure(store, 'few', 60, analyze);
  const many = await measure(store, 'many', 10_000, analyze);
  const ratio = Math.max(...many) / Math.max(...few);
  console.log(`${kind}: first, middle and last page of 10,000: ${formatTimes(many)}; of 60: ${formatTimes(few)}; ratio ${ratio.toFixed(2)}; budget 20 ms: ${Math.max(...many) <= 20 ? 'met' : 'missed'}`);
  await store.close();
}
await server.stop();
