/** Several server processes on one PostgreSQL, compared with one. */
import { createRatio, interleave, type Bench } from '../figures.ts';
import { measureWithDatabases } from './databases.ts';
import { getDuration, getRates, sendSubmissions } from './load.ts';
import { startProcess } from './processes.ts';

const processCount = 4;

const bench: Bench = (options) =>
  measureWithDatabases(async (databases) => {
    const env = await databases.create('PostgreSQL');
    const urls: string[] = [];
    for (let i = 0; i < processCount; i++) urls.push((await startProcess(env)).url);
    const duration = getDuration(options);
    const variants = { one: () => sendSubmissions(urls.slice(0, 1), { duration }), all: () => sendSubmissions(urls, { duration }) };
    for (const measure of Object.values(variants)) await measure(); // warms up
    const { one, all } = await interleave(options.rounds, variants);
    return [createRatio(`POST, ${processCount} processes on one PostgreSQL, to 1 process`, '/s', getRates(one), getRates(all), { min: 1.6 })];
  });
export default bench;
