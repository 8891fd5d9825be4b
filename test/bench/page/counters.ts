// node test/bench/page/counters.ts               what a hundred clocks cost a page in a minute, on a slow phone
// node test/bench/page/counters.ts --quick       ten seconds instead, to see that it runs
// node test/bench/page/counters.ts --json FILE   writes the figures as JSON, for the docs
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../../support/browsers/browsers.mjs';
import { measureUndisturbed, type Measurement } from './machine-load.ts';
import { visitPage } from './page-visit.ts';
import { startSite } from './site.ts';

const { values: options } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'string' } } });
const seconds = options.quick ? 10 : 60;
const counterCount = 100;
const cpuSlowdown = 4;
const budget = 0.04;

/** A page of counters, of which only the visible ones tick. */
const counters = `<script type="module" async src="/v1/detention-counter.js"></script>
${'<detention-counter unit="clock" since="2016-04-28" time-zone="Asia/Phnom_Penh" name="Ny Sokha"></detention-counter>\n'.repeat(counterCount)}`;
/** The least that a page can do each second: write one visible text. */
const floor = `<p id="floor">0</p><script>setInterval(() => { document.querySelector('#floor').textContent = new Date().getSeconds(); }, 1000)</script>`;

interface ClockCost {
  /** Share of one processor that the main thread used. */
  share: number;
  timersPerSecond: number;
  /** The largest number of timers that were pending at one time. */
  maxPendingTimers: number;
}

interface TimerStatistics {
  started: number;
  maxPending: number;
}
declare global {
  interface Window {
    timers: TimerStatistics;
  }
}

/** Counts the timers of the page from now on. */
function countTimers(): void {
  const start = window.setTimeout.bind(window) as (callback: () => void, wait?: number) => number;
  const clear = window.clearTimeout.bind(window);
  const pending = new Set<number | undefined>();
  window.timers = { started: 0, maxPending: 0 };
  const startAndCount = (callback: () => void, wait?: number) => {
    const id = start(() => {
      pending.delete(id);
      callback();
    }, wait);
    pending.add(id);
    window.timers.started++;
    window.timers.maxPending = Math.max(window.timers.maxPending, pending.size);
    return id;
  };
  const clearAndCount = (id?: number) => {
    pending.delete(id);
    clear(id);
  };
  Object.assign(window, { setTimeout: startAndCount, clearTimeout: clearAndCount });
}

const site = await startSite();
const browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: [...chromiumArgs] });

const measureClocks = (url: string, hasCounters: boolean): Promise<Measurement<ClockCost>> =>
  visitPage(browser, url, { cpuSlowdown, isElement: false }, async ({ page, getTaskSeconds }) => {
    await page.waitForURL(url);
    await page.evaluate(countTimers);
    if (hasCounters) await page.locator('detention-counter[state=open]').nth(counterCount - 1).waitFor();
    const clock = page.locator('detention-counter, #floor').first();
    if (await clock.count()) await clock.evaluate((element) => element.scrollIntoView());
    await delay(3000); // leave out the start of the page
    await page.evaluate(() => (window.timers = { started: 0, maxPending: 0 }));
    const [start, before] = [performance.now(), await getTaskSeconds()];
    await delay(seconds * 1000);
    const elapsed = (performance.now() - start) / 1000;
    const share = ((await getTaskSeconds()) - before) / elapsed;
    const { started, maxPending } = await page.evaluate(() => window.timers);
    return { share, timersPerSecond: started / elapsed, maxPendingTimers: maxPending };
  });

try {
  const urls = {
    page: site.addPage('no-clocks', {}),
    floor: site.addPage('floor-clock', { widget: floor }),
    counters: site.addPage('clocks', { widget: counters }),
  };
  const pageCost = await measureUndisturbed(() => measureClocks(urls.page, false));
  const floorCost = await measureUndisturbed(() => measureClocks(urls.floor, false));
  const counterCost = await measureUndisturbed(() => measureClocks(urls.counters, true));
  const share = counterCost.result.share - pageCost.result.share;
  const floorShare = floorCost.result.share - pageCost.result.share;
  const formatShare = (value: number) => `${(value * 100).toFixed(2)} %`;
  const foreignLoad = Math.max(pageCost.foreignLoad, floorCost.foreignLoad, counterCost.foreignLoad);
  const rows = [
    [`${counterCount} clocks, ${seconds} s: timers pending at one time`, String(counterCost.result.maxPendingTimers), '1'],
    ['timers started in a second', counterCost.result.timersPerSecond.toFixed(2), ''],
    [`main thread, ${cpuSlowdown}× slower: share of one processor`, formatShare(share), `≤ ${formatShare(budget)}: ${share <= budget ? 'met' : 'missed'}`],
    ['the same for one text, written by hand each second', formatShare(floorShare), ''],
    ['the page without clocks', formatShare(pageCost.result.share), ''],
    ['other processes meanwhile', formatShare(foreignLoad), ''],
  ];
  for (const [description, figure, limit] of rows) console.log(`${description!.padEnd(52)} ${figure!.padStart(9)}  ${limit}`);
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ counterCost, floorCost, pageCost, share, loadAverage: loadavg()[0] }, null, 2)}\n`);
} finally {
  await browser.close();
  await site.close();
}
