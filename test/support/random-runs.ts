/** `npm run test:random` checks more inputs than every `npm test` has time for. */
const factor = Number(process.env.RANDOM_RUNS_FACTOR ?? 1);

/** @returns how many random inputs to check @param count in every `npm test` */
export const randomRuns = (count: number): number => count * factor;
