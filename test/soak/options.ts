/** SOAK_RUNS: how many runs; SOAK_SEED: the seed of the first run, so that one can be repeated. */
const { SOAK_RUNS, SOAK_SEED } = process.env;

const firstSeed = Number(SOAK_SEED ?? 1);

/** The seeds of all runs. @param defaultCount few, to see that everything runs */
export function getSeeds(defaultCount: number): number[] {
  const count = Number(SOAK_RUNS ?? defaultCount);
  if (!Number.isInteger(count) || count < 1 || !Number.isInteger(firstSeed)) throw new Error('SOAK_RUNS and SOAK_SEED must be whole numbers');
  return Array.from({ length: count }, (_, i) => firstSeed + i);
}

/** Prints what was counted. */
export const printCounts = (title: string, counts: Readonly<Record<string, number>>): void =>
  console.log(`${title}: ${Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(', ')}`);
