// Ends a browser run with one plain line, "3 passed, 0 failed", and leaves it in the file that TOTALS_FILE names, for
// tools/test.mjs to add up. A file that could not run is one failure.
import { writeFileSync } from 'node:fs';

function count(suite, sum) {
  for (const test of suite?.tests ?? []) sum[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
  for (const inner of suite?.suites ?? []) count(inner, sum);
}

/** @returns {import('@web/test-runner').Reporter} */
export function totalsReporter() {
  let line;
  return {
    onTestRunFinished({ sessions }) {
      const sum = { passed: 0, failed: 0, skipped: 0 };
      for (const session of sessions) {
        const before = sum.failed;
        count(session.testResults, sum);
        if (!session.passed && sum.failed === before) sum.failed++;
      }
      line = `${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`;
      if (process.env.TOTALS_FILE) writeFileSync(process.env.TOTALS_FILE, JSON.stringify(sum));
    },
    stop() {
      if (line) process.once('exit', () => console.log(`\n${line}`));
    },
  };
}
