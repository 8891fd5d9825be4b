/** What a hundred clocks cost a page, on a slow phone. */
import { setTimeout as delay } from 'node:timers/promises';
import { createFigure, interleave, type Bench } from '../figures.ts';
import { cpuSlowdown, measureInBrowser } from './browser.ts';
import { visitPage } from './page-visit.ts';
import type { Browser } from 'playwright-core';

const counterCount = 100;
/** Seconds of each measurement: nine of them are a minute. */
const seconds = 7;

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

declare global {
  interface Window {
    timers: { started: number; maxPending: number };
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

const bench: Bench = ({ rounds }) =>
  measureInBrowser(async (browser, site) => {
    const urls = {
      floor: site.addPage('floor-clock', { widget: floor }),
      counters: site.addPage('clocks', { widget: counters }),
    };
    const costs = await interleave(rounds, {
      floor: () => measureClocks(browser, urls.floor, '#floor'),
      counters: () => measureClocks(browser, urls.counters, 'detention-counter[state=open]', counterCount),
    });
    const getPercentages = (variant: keyof typeof costs) => costs[variant].map(({ share }) => 100 * share);
    return [
      createFigure(`${counterCount} clocks: timers pending at one time`, '', costs.counters.map(({ maxPendingTimers }) => maxPendingTimers), { max: 1 }),
      createFigure(`${counterCount} clocks: timers started in a second`, '', costs.counters.map(({ timersPerSecond }) => timersPerSecond)),
      createFigure(`${counterCount} clocks: main thread, to one text written each second`, '%', getPercentages('counters'), { max: 4 }, getPercentages('floor')),
    ];
  });
export default bench;

const measureClocks = (browser: Browser, url: string, selector: string, count = 1): Promise<ClockCost> =>
  visitPage(browser, url, { cpuSlowdown, isElement: false }, async ({ page, getTaskSeconds }) => {
    await page.waitForURL(url);
    await page.evaluate(countTimers);
    await page.locator(selector).nth(count - 1).waitFor();
    await page.locator(selector).first().evaluate((element) => element.scrollIntoView());
    await delay(2000); // leave out the start of the page
    await page.evaluate(() => (window.timers = { started: 0, maxPending: 0 }));
    const [start, before] = [performance.now(), await getTaskSeconds()];
    await delay(seconds * 1000);
    const elapsed = (performance.now() - start) / 1000;
    const share = ((await getTaskSeconds()) - before) / elapsed;
    const { started, maxPending } = await page.evaluate(() => window.timers);
    return { share, timersPerSecond: started / elapsed, maxPendingTimers: maxPending };
  });
