/** A page of 50 messages out of 10,000, compared with one out of 60: keyset pagination is as fast for late pages. */
import { createPostgresDialect } from '../../../src/server/db/postgres.ts';
import { createSqliteDialect } from '../../../src/server/db/sqlite.ts';
import { openStore, type Store } from '../../../src/server/db/store.ts';
import { createPostcardCampaign } from '../../server/support/campaigns.ts';
import { createTestServer } from '../../server/support/test-server.ts';
import { query } from '../../support/postgres.ts';
import { createFigure, interleave, type Bench, type BenchOptions, type Figure } from '../figures.ts';
import { databaseNames, measureWithDatabases, type DatabaseName } from './databases.ts';
import { publishMessages } from './published-messages.ts';

const pageSize = 50;
const fewMessages = 60;
/** Requests in each round. */
const repeats = 10;

const bench: Bench = (options) =>
  measureWithDatabases(async (databases) => {
    const figures: Figure[] = [];
    for (const name of databaseNames) {
      const { DATABASE_URL, DATA_DIR } = await databases.create(name);
      const store = await openStore(DATABASE_URL ? createPostgresDialect(DATABASE_URL) : createSqliteDialect(`${DATA_DIR}.sqlite`));
      // PostgreSQL does this by itself within a minute of so many new rows.
      const analyze = async () => DATABASE_URL && (await query(DATABASE_URL, 'analyze'));
      figures.push(...(await measureMessages(name, store, analyze, options)));
      await store.close();
    }
    return figures;
  });
export default bench;

async function measureMessages(name: DatabaseName, store: Store, analyze: () => Promise<unknown>, { rounds, quick }: BenchOptions): Promise<Figure[]> {
  const manyMessages = quick ? 1000 : 10_000;
  const counts = { few: fewMessages, many: manyMessages };
  const campaigns = { few: createPostcardCampaign(), many: createPostcardCampaign() };
  const server = createTestServer(store, Object.values(campaigns));
  const getPage = async (size: keyof typeof counts, search: string) =>
    (await server.request(`/campaigns/${campaigns[size].id}/messages.json?limit=${pageSize}${search}`)).body as { next?: string };
  const readCursors = async (size: keyof typeof counts) => {
    const cursors = [''];
    for (let page = await getPage(size, ''); page.next; page = await getPage(size, cursors.at(-1)!)) cursors.push(`&after=${page.next}`);
    return cursors;
  };
  for (const size of ['few', 'many'] as const) await publishMessages(server, store, campaigns[size], counts[size], analyze);
  const [fewCursors, manyCursors] = [await readCursors('few'), await readCursors('many')];

  /** Returns the milliseconds of one page. */
  const measurePage = (size: keyof typeof counts, search: string) => async () => {
    const start = performance.now();
    for (let i = 0; i < repeats; i++) await getPage(size, search);
    return (performance.now() - start) / repeats;
  };
  const { few, ...many } = await interleave(rounds, {
    few: measurePage('few', fewCursors[0]!),
    first: measurePage('many', manyCursors[0]!),
    middle: measurePage('many', manyCursors[manyCursors.length >> 1]!),
    last: measurePage('many', manyCursors.at(-1)!),
  });
  return Object.entries(many).map(([place, times]) =>
    createFigure(`${place} page of ${pageSize} out of ${manyMessages.toLocaleString('en')} cards, ${name}, to ${fewMessages} cards`, 'ms', times, { max: 20 }, few),
  );
}
