// A reporter for node --test that prints JSON: the number of tests that passed, failed and were skipped, the failures, and the
// time of each file. scripts/test.mjs adds these up. A suite that failed only because of its tests is not reported itself.
import { relative } from 'node:path';

/** The name begins with the location of the test and contains the names of its suites. */
const toFailure = ({ file, line, details }, names) => ({
  name: `${file ? `${file.split('/').slice(-3).join('/')}:${line} ` : ''}${names.join(' › ')}`,
  error: String(details.error?.cause?.stack ?? details.error?.cause ?? details.error ?? ''),
});

/** Adds the duration of a test to that of its file, in milliseconds. */
function addTime(files, { file, details }) {
  const path = relative('.', file);
  files[path] = (files[path] ?? 0) + details.duration_ms;
}

export default async function* nodeTotals(events) {
  const totals = { passed: 0, failed: 0, skipped: 0, failures: [], files: {} };
  /** The names of the current test and its suites, outermost first: events arrive in the order in which tests are defined. */
  const currentNames = [];
  for await (const { type, data } of events) {
    if (type === 'test:start') currentNames[data.nesting] = data.name;
    else if (type === 'test:pass' || type === 'test:fail') {
      if (data.file && data.details.type !== 'suite') addTime(totals.files, data);
      if (type === 'test:fail' && !data.skip && !data.todo && data.details.error?.failureType !== 'subtestsFailed')
        totals.failures.push(toFailure(data, [...currentNames.slice(0, data.nesting), data.name]));
    } else if (type === 'test:summary' && !data.file) {
      const { passed, failed, cancelled, skipped, todo } = data.counts;
      Object.assign(totals, { passed, failed: failed + cancelled, skipped: skipped + todo });
    }
  }
  yield JSON.stringify(totals);
}
