/** Whether a server with millions of stored submissions starts and counts as fast as one with ten. */
import { createFigure, createRatio, interleave, type Bench, type BenchOptions, type Figure } from '../figures.ts';
import { fillDatabase } from './bulk-data.ts';
import { databaseNames, measureWithDatabases, type DatabaseName, type Databases } from './databases.ts';
import { connections, getDuration, getRates, runLoad } from './load.ts';
import { startProcess } from './processes.ts';

const fewRows = 10;

const bench: Bench = (options) =>
  measureWithDatabases(async (databases) => {
    const figures: Figure[] = [];
    for (const name of databaseNames) figures.push(...(await measureRows(databases, name, options)));
    return figures;
  });
export default bench;

async function measureRows(databases: Databases, name: DatabaseName, options: BenchOptions): Promise<Figure[]> {
  const { rounds, quick } = options;
  const manyRows = quick ? 100_000 : 10_000_000;
  const envs = { few: await databases.create(name), many: await databases.create(name) };
  // A server creates the tables.
  for (const env of Object.values(envs)) await (await startProcess(env)).stop();
  await fillDatabase(envs.few, fewRows);
  await fillDatabase(envs.many, manyRows);

  const { start } = await interleave(rounds, {
    start: async () => {
      const server = await startProcess(envs.many);
      await server.stop();
      return server.startTime;
    },
  });
  const getCounts = async (env: Record<string, string>) => {
    const { url } = await startProcess(env);
    return () => runLoad({ urls: [`${url}/campaigns/bench/counts.json`], connections, duration: getDuration(options) });
  };
  const variants = { few: await getCounts(envs.few), many: await getCounts(envs.many) };
  for (const measure of Object.values(variants)) await measure(); // warms up
  const { few, many } = await interleave(rounds, variants);
  const count = manyRows.toLocaleString('en');
  return [
    createFigure(`start until listening, with ${count} rows, ${name}`, 'ms', start, { max: 1000 }),
    // No slower, but for noise.
    createRatio(`GET counts with ${count} rows, ${name}, to ${fewRows} rows`, '/s', getRates(few), getRates(many), { min: 0.95 }),
  ];
}
