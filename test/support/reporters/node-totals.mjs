// A reporter of node's runner that prints one JSON: how many tests passed, failed and were skipped, and what failed.
// scripts/test.mjs adds these up; a suite that failed by one of its tests alone is not said again.

/** The place first, then what the test is called within its suites, then the error's own words. */
const saidOf = ({ file, line, details }, names) => ({
  name: `${file ? `${file.split('/').slice(-3).join('/')}:${line} ` : ''}${names.join(' › ')}`,
  error: String(details.error?.cause?.stack ?? details.error?.cause ?? details.error ?? ''),
});

export default async function* nodeTotals(events) {
  const found = { passed: 0, failed: 0, skipped: 0, failures: [] };
  /** The suites that are open in a file, outermost first. */
  const open = {};
  for await (const { type, data } of events) {
    if (type === 'test:start') (open[data.file] ??= [])[data.nesting] = data.name;
    else if (type === 'test:fail' && !data.skip && !data.todo && data.details.error?.failureType !== 'subtestsFailed')
      found.failures.push(saidOf(data, [...(open[data.file] ?? []).slice(0, data.nesting), data.name]));
    else if (type === 'test:summary' && !data.file) {
      const { passed, failed, cancelled, skipped, todo } = data.counts;
      Object.assign(found, { passed, failed: failed + cancelled, skipped: skipped + todo });
    }
  }
  yield JSON.stringify(found);
}
