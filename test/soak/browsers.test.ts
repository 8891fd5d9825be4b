/** The built files in real browsers, over a network that fails at random: each letter arrives once, and is shown as sent only then. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { describeInAllBrowsers, FORM, submitForm, waitForState } from '../support/e2e/browser-page.ts';
import { waitUntil } from '../support/wait-until.ts';
import { formatFault, pickFaults } from './faults.ts';
import { getSeeds, printCounts } from './options.ts';
import { startSoakSite, type SoakSite } from './page.ts';
import { createRandom } from './random.ts';

/** The state of the form. A supporter who sees that the letter waits tries again. */
const tryAgain = `const form = ${FORM};
  if (form.getAttribute('state') === 'queued') [...form.shadowRoot.querySelectorAll('button')].find(({ textContent }) => textContent === 'Try again now')?.click();
  return form.getAttribute('state');`;

describeInAllBrowsers('letters over a failing network', (openPage, engine) => {
  let site: SoakSite;
  before(async () => (site = await startSoakSite()));
  after(() => site.close());

  it('arrive once each, before the page shows them as sent', async () => {
    const seeds = getSeeds(3);
    const failures: string[] = [];
    const [names, counts] = [new Set<string>(), { faults: 0, lost: 0, doubled: 0, 'falsely shown as sent': 0, 'given up': 0 }];
    const deliveredIds = new Set<string>();
    const findRows = (name: string) => site.server.readSubmissions().filter(({ submission }) => submission.person?.name === name);
    const page = await openPage();
    for (const seed of seeds) {
      const faults = pickFaults(createRandom(seed), 3);
      const name = `Run ${seed}`;
      names.add(name);
      const describeRun = (failure: string) => `seed ${seed}: ${failure}; ${faults.map(formatFault).join(', ')}`;
      // WebKit keeps those of earlier pages, and does not open more than six.
      site.closeStalled();
      await waitUntil('the page is open', () => page.goto(site.pageUrl).then(() => true), 180_000);
      await waitForState(page, 'open', 60_000);
      await page.fill('person/name', name);
      site.faults = [...faults];
      await submitForm(page);
      const isSent = await waitUntil('the letter is sent', async () => (await page.evaluate(tryAgain)) === 'sent', 120_000).catch(() => false);
      const rows = findRows(name);
      // Where the previous page had no time to delete its letter, this one has sent it again.
      const sentIds = (await page.evaluate<string[]>('return sentIds')).filter((id) => !deliveredIds.has(id));
      for (const id of sentIds) deliveredIds.add(id);
      counts.faults += faults.length;
      if (!isSent && ++counts['given up']) failures.push(describeRun('the page gave up'));
      if (isSent && !rows.length && ++counts['falsely shown as sent']) failures.push(describeRun('shown as sent'));
      if (sentIds.length !== 1 || rows[0]?.submission.id !== sentIds[0]) failures.push(describeRun(`action-sent fired ${sentIds.length} times`));
    }
    for (const name of names) {
      const { length } = findRows(name);
      if (!length && ++counts.lost) failures.push(`${name}: lost`);
      if (length > 1 && ++counts.doubled) failures.push(`${name}: stored ${length} times`);
    }
    printCounts(`browsers, ${engine}`, { runs: seeds.length, requests: site.getRequestedIds().length, ...counts });
    assert.deepEqual(failures, []);
  });
});
