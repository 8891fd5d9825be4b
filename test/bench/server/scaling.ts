/**
 * Several server processes on one PostgreSQL, compared with one; and the same with nothing stored. The latter is the most that
 * this machine allows: the servers, the load generator and the database share its cores.
 */
import { createRatio, interleave, type Bench } from '../figures.ts';
import { measureWithDatabases } from './databases.ts';
import { getDuration, getRates, sendSubmissions } from './load.ts';
import { startProcess } from './processes.ts';

const processCount = 4;

const bench: Bench = (options) =>
  measureWithDatabases(async (databases) => {
    const env = await databases.create('PostgreSQL');
    const urls: string[] = [];
    const nothingStoredUrls: string[] = [];
    for (let i = 0; i < processCount; i++) {
      urls.push((await startProcess(env)).url);
      nothingStoredUrls.push((await startProcess({ CAMPAIGNS_DIR: databases.campaignsDir }, 'nothing-stored')).url);
    }
    const duration = getDuration(options);
    const submit = (some: readonly string[]) => () => sendSubmissions(some, { duration });
    const variants = {
      one: submit(urls.slice(0, 1)),
      all: submit(urls),
      nothingStoredOne: submit(nothingStoredUrls.slice(0, 1)),
      nothingStoredAll: submit(nothingStoredUrls),
    };
    for (const measure of Object.values(variants)) await measure(); // warms up
    const { one, all, nothingStoredOne, nothingStoredAll } = await interleave(options.rounds, variants);
    return [
      createRatio(`POST, ${processCount} processes on one PostgreSQL, to 1 process`, '/s', getRates(one), getRates(all), { min: 1.6 }),
      createRatio(`POST, ${processCount} processes with nothing stored, to 1 process`, '/s', getRates(nothingStoredOne), getRates(nothingStoredAll)),
    ];
  });
export default bench;
