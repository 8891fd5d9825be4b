// node test/bench/page/counters.ts               what a hundred clocks cost a page in a minute, on a phone
// node test/bench/page/counters.ts --quick       ten seconds instead, to see that it runs
// node test/bench/page/counters.ts --json FILE   the same figures as JSON, for the docs
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../../support/browsers/browsers.mjs';
import { many } from './many.ts';
import { undisturbed, type Taken } from './machine.ts';
import { startSite } from './site.ts';
import { visiting } from './visit.ts';

const { values: options } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'string' } } });
const seconds = options.quick ? 10 : 60;
const count = 100;
const cpu = 4;

/** As a page has them: a few are seen at a time, and only those tick. */
const clock = `<script type="module" async src="/v1/actions.js"></script>
<detention-counter unit="clock" since="2016-04-28" time-zone="Asia/Phnom_Penh" name="Ny Sokha"></detention-counter>`;

interface Minute {
  /** Share of one processor that the main thread took, beside what the page takes without clocks. */
  share: number;
  /** Timers that were set in each second. */
  timers: number;
  /** Timers that wait at one time, at most. */
  most: number;
}

/** The least that a page can do each second: write one text that stands in it. */
const floor = `<p id="floor">0</p><script>setInterval(() => { document.querySelector('#floor').textContent = new Date().getSeconds(); }, 1000)</script>`;

type Timed = { set: number; most: number };

/** Counts the timers of the page from now on. */
function watch(): void {
  const page = window as unknown as { timed: Timed } & Record<string, (...args: unknown[]) => unknown>;
  const timed: Timed = { set: 0, most: 0 };
  page.timed = timed;
  const { setTimeout: set, clearTimeout: clear } = page;
  const waiting = new Set<unknown>();
  page['setTimeout'] = (callback, wait) => {
    const id = set!(() => {
      waiting.delete(id);
      (callback as () => void)();
    }, wait);
    waiting.add(id);
    timed.set++;
    timed.most = Math.max(timed.most, waiting.size);
    return id;
  };
  page['clearTimeout'] = (id) => {
    waiting.delete(id);
    return clear!(id);
  };
}

const site = await startSite();
const browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: [...chromiumArgs] });

const measure = (url: string, clocks: boolean): Promise<Taken<Minute>> =>
  visiting(browser, url, { cpu, expected: 0 }, async ({ page, worked }) => {
    await page.waitForURL(url);
    await page.evaluate(watch);
    const timed = () => page.evaluate(() => (window as unknown as { timed: Timed }).timed);
    if (clocks) await page.locator('detention-counter[state=open]').nth(count - 1).waitFor();
    // Nothing of the start is counted.
    const shown = page.locator('detention-counter, #floor').first();
    if (await shown.count()) await shown.evaluate((element) => element.scrollIntoView());
    await delay(3000);
    await page.evaluate(() => Object.assign((window as unknown as { timed: Timed }).timed, { set: 0, most: 0 }));
    const [from, before] = [performance.now(), await worked()];
    await delay(seconds * 1000);
    const took = (performance.now() - from) / 1000;
    const share = ((await worked()) - before) / took;
    const { set, most } = await timed();
    return { share, timers: set / took, most };
  });

try {
  const urls = { page: site.add('no-clocks', {}), floor: site.add('floor-clock', { widget: floor }), clocks: site.add('clocks', { widget: many(clock, count) }) };
  const page = await undisturbed(() => measure(urls.page, false));
  const plain = await undisturbed(() => measure(urls.floor, false));
  const clocks = await undisturbed(() => measure(urls.clocks, true));
  const share = clocks.result.share - page.result.share;
  const least = plain.result.share - page.result.share;
  const rows = [
    [`${count} clocks, ${seconds} s: timers waiting at one time`, String(clocks.result.most), '1'],
    ['timers set in a second', clocks.result.timers.toFixed(2), ''],
    [`main thread, ${cpu}× slower: share of one processor`, `${(share * 100).toFixed(2)} %`, '0.50 %'],
    ['the same of one text, written by hand each second', `${(least * 100).toFixed(2)} %`, ''],
    ['the page without them', `${(page.result.share * 100).toFixed(2)} %`, ''],
    ['what else ran meanwhile', `${(Math.max(page.foreign, plain.foreign, clocks.foreign) * 100).toFixed(0)} %`, ''],
  ];
  for (const [what, figure, budget] of rows) console.log(`${what!.padEnd(52)} ${figure!.padStart(9)}  ${budget}`);
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ clocks, plain, page, share, load: loadavg()[0] }, null, 2)}\n`);
} finally {
  await browser.close();
  await site.close();
}
