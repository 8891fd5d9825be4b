// Adds up the totals that the runners of the suites have written, and prints them.
import { readFileSync } from 'node:fs';

export const createTotals = () => ({ passed: 0, failed: 0, skipped: 0, failures: [], files: {} });

/** Reads what a runner has written. @returns undefined if the runner itself has crashed */
export function readTotals(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

const formatTime = (milliseconds) => `${Math.round(milliseconds / 1000)} s`;
const formatCounts = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;

/** @param {{ name: string, time: number, totals: ReturnType<typeof createTotals> }[]} results one for each job */
export function printSummary(results) {
  const slowest = results
    .flatMap(({ name, totals }) => Object.entries(totals.files).map(([file, time]) => ({ name, file, time })))
    .sort((a, b) => b.time - a.time);
  console.log('\nslowest files:');
  for (const { name, file, time } of slowest.slice(0, 10)) console.log(`  ${formatTime(time).padStart(6)}  ${file} (${name})`);
  // At the end, where they are easy to find.
  for (const { totals } of results) for (const { name, error } of totals.failures) console.log(`\nfailed: ${name}\n${error.trim().replace(/^/gm, '  ')}`);
  console.log('');
  for (const { name, time, totals } of results) console.log(`${name}: ${formatCounts(totals)}, ${formatTime(time)}`);
  const sum = createTotals();
  for (const { totals } of results) for (const key of ['passed', 'failed', 'skipped']) sum[key] += totals[key];
  console.log(`\n${formatCounts(sum)}`);
}
