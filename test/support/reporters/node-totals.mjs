// A reporter for node --test that prints JSON: the number of tests that passed, failed and were skipped, and the failures.
// scripts/test.mjs adds these up. A suite that failed only because of its tests is not reported itself.

/** The name begins with the location of the test and contains the names of its suites. */
const toFailure = ({ file, line, details }, names) => ({
  name: `${file ? `${file.split('/').slice(-3).join('/')}:${line} ` : ''}${names.join(' › ')}`,
  error: String(details.error?.cause?.stack ?? details.error?.cause ?? details.error ?? ''),
});

export default async function* nodeTotals(events) {
  const totals = { passed: 0, failed: 0, skipped: 0, failures: [] };
  /** The names of the current suites by file, outermost first. */
  const currentNames = {};
  for await (const { type, data } of events) {
    if (type === 'test:start') (currentNames[data.file] ??= [])[data.nesting] = data.name;
    else if (type === 'test:fail' && !data.skip && !data.todo && data.details.error?.failureType !== 'subtestsFailed')
      totals.failures.push(toFailure(data, [...(currentNames[data.file] ?? []).slice(0, data.nesting), data.name]));
    else if (type === 'test:summary' && !data.file) {
      const { passed, failed, cancelled, skipped, todo } = data.counts;
      Object.assign(totals, { passed, failed: failed + cancelled, skipped: skipped + todo });
    }
  }
  yield JSON.stringify(totals);
}
