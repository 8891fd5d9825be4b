/** Durable submissions, compared with the same server when it stores nothing. */
import { createRatio, interleave, type Bench } from '../figures.ts';
import { databaseNames, measureWithDatabases } from './databases.ts';
import { connections, getDuration, getRates, sendSubmissions } from './load.ts';
import type { LoadResult } from './load-generator.ts';
import { startProcess, type BenchProcess } from './processes.ts';

const bench: Bench = (options) =>
  measureWithDatabases(async (databases) => {
    const duration = getDuration(options);
    const nothingStored = await startProcess({ CAMPAIGNS_DIR: databases.campaignsDir }, 'nothing-stored');
    const submit = ({ url }: BenchProcess) => () => sendSubmissions([url], { duration });
    const submitAlone = ({ url }: BenchProcess) => () => sendSubmissions([url], { duration: Math.min(duration, 2), connections: 1 });
    const variants: Record<string, () => Promise<LoadResult>> = { nothing: submit(nothingStored) };
    const aloneVariants: typeof variants = {};
    for (const name of databaseNames) {
      const env = await databases.create(name);
      const server = await startProcess(env);
      variants[name] = submit(server);
      aloneVariants[name] = submitAlone(server);
      aloneVariants[`${name} floor`] = submitAlone(await startProcess(env, 'one-by-one'));
    }
    for (const measure of Object.values(variants)) await measure(); // warms up
    const results = await interleave(options.rounds, variants);
    const aloneResults = await interleave(options.rounds, aloneVariants);

    const minRatios = { PostgreSQL: 0.7, SQLite: 0.8 };
    const getP99s = (name: string) => results[name]!.map(({ p99 }) => p99);
    /** With one connection, the latency is what is left of a second for each response. */
    const getLatencies = (name: string) => getRates(aloneResults[name]!).map((rate) => 1000 / rate);
    return databaseNames.flatMap((name) => [
      createRatio(`POST, durable, ${connections} at once, ${name}, to nothing stored`, '/s', getRates(results['nothing']!), getRates(results[name]!), { min: minRatios[name] }),
      createRatio(`p99 under that load, ${name}, to nothing stored`, 'ms', getP99s('nothing'), getP99s(name), { max: 2 }),
      // No wait for others, but for noise.
      createRatio(`POST alone, ${name}, to a server that never shares commits`, 'ms', getLatencies(`${name} floor`), getLatencies(name), { max: 1.05 }),
    ]);
  });
export default bench;
