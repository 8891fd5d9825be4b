// Ends a browser run with one line, "3 passed, 0 failed", and writes the totals, the failures and the time of each file to
// TOTALS_FILE, for scripts/test.mjs to add up. A file that could not run counts as one failure.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

function count(suite, sum, names) {
  for (const test of suite?.tests ?? []) {
    sum[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
    if (!test.skipped && !test.passed)
      sum.failures.push({ name: [...names, test.name].join(' › '), error: test.error?.stack ?? test.error?.message ?? '' });
  }
  for (const inner of suite?.suites ?? []) count(inner, sum, [...names, inner.name]);
}

/** The time of all tests in a suite, in milliseconds. */
const getTime = ({ tests = [], suites = [] } = {}) =>
  tests.reduce((sum, { duration = 0 }) => sum + duration, 0) + suites.reduce((sum, suite) => sum + getTime(suite), 0);

/** @returns {import('@web/test-runner').Reporter} */
export function totalsReporter() {
  let line;
  return {
    onTestRunFinished({ sessions }) {
      const sum = { passed: 0, failed: 0, skipped: 0, failures: [], files: {} };
      for (const session of sessions) {
        const before = sum.failed;
        const fileName = `${session.browser.name}: ${relative('.', session.testFile)}`;
        sum.files[fileName] = getTime(session.testResults);
        count(session.testResults, sum, [fileName]);
        if (session.passed || sum.failed > before) continue;
        sum.failed++;
        sum.failures.push({ name: fileName, error: session.errors.map(({ message, stack }) => stack ?? message).join('\n') });
      }
      line = `${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`;
      if (process.env.TOTALS_FILE) writeFileSync(process.env.TOTALS_FILE, JSON.stringify(sum));
    },
    stop() {
      if (line) process.once('exit', () => console.log(`\n${line}`));
    },
  };
}
