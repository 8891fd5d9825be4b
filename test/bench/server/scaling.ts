/**
 * Several server processes on one PostgreSQL, compared with one; and the same with nothing stored. The latter is the most that
 * this machine allows: the servers, the load generator and the database share its cores. The load generator takes the processes in
 * turn, as a proxy does that takes no processor time.
 */
import { createRatio, interleave, type Bench } from '../figures.ts';
import { measureWithDatabases } from './databases.ts';
import { getDuration, getRates, sendSubmissions } from './load.ts';
import { startProcess } from './processes.ts';

const processCounts = [2, 4];
const maxProcesses = Math.max(...processCounts);

const bench: Bench = (options) =>
  measureWithDatabases(async (databases) => {
    const env = await databases.create('PostgreSQL');
    const urls: string[] = [];
    const nothingStoredUrls: string[] = [];
    for (let i = 0; i < maxProcesses; i++) {
      urls.push((await startProcess(env)).url);
      nothingStoredUrls.push((await startProcess({ CAMPAIGNS_DIR: databases.campaignsDir }, 'nothing-stored')).url);
    }
    const duration = getDuration(options);
    const submit = (some: readonly string[]) => () => sendSubmissions(some, { duration });
    const variants = Object.fromEntries(
      [1, ...processCounts].flatMap((count) => [
        [`stored ${count}`, submit(urls.slice(0, count))],
        [`nothing ${count}`, submit(nothingStoredUrls.slice(0, count))],
      ]),
    );
    for (const measure of Object.values(variants)) await measure(); // warms up
    const results = await interleave(options.rounds, variants);
    const compare = (kind: string, name: string, count: number, limit?: { min: number }) =>
      createRatio(`POST, ${count} processes ${name}, to 1 process`, '/s', getRates(results[`${kind} 1`]!), getRates(results[`${kind} ${count}`]!), limit);
    return processCounts.flatMap((count) => [
      compare('stored', 'on one PostgreSQL', count, count === maxProcesses ? { min: 1.6 } : undefined),
      compare('nothing', 'with nothing stored', count),
    ]);
  });
export default bench;
