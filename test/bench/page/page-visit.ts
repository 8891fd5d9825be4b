/** One visit to a page with an empty cache, on a slow phone and a slow network. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { probe, type ProbeResult } from './probe.ts';

export interface Network {
  mbitPerSecond: number;
  latencyMs: number;
}

export interface Conditions {
  /** How many times slower the processor is. */
  cpuSlowdown: number;
  network?: Network;
  /** Whether a custom element creates the form; else it is in the HTML. */
  isElement: boolean;
}

export interface Visit {
  page: Page;
  cdp: CDPSession;
  /** Returns the seconds that the main thread has worked since the visit began. */
  getTaskSeconds: () => Promise<number>;
  /** Waits until the form is interactive. */
  waitUntilInteractive: () => Promise<void>;
}

export interface LoadResult extends ProbeResult {
  /** Milliseconds of the main thread, until a second after the form became interactive. */
  mainThread: number;
}

const timeout = 120_000;
const watchedAfterInteractive = 1000;
const phone = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1, isMobile: true, hasTouch: true };

/** Opens a page in its own context, runs `use`, and closes the context. */
export async function visitPage<T>(
  browser: Browser,
  url: string,
  { cpuSlowdown, network, isElement }: Conditions,
  use: (visit: Visit) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext(phone);
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(timeout);
    const cdp = await context.newCDPSession(page);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    // Start the renderer process before the measurement.
    await page.goto(new URL('/bench/blank', url).href);
    await page.addInitScript(probe, isElement);
    await cdp.send('Runtime.addBinding', { name: 'benchReady' });
    await cdp.send('Runtime.enable');
    // Measure processor time rather than wall time, which other processes would change.
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    await cdp.send('Network.enable');
    if (network) {
      const bytesPerSecond = (network.mbitPerSecond * 1e6) / 8;
      await cdp.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: network.latencyMs,
        downloadThroughput: bytesPerSecond,
        uploadThroughput: bytesPerSecond,
      });
    }
    if (cpuSlowdown > 1) await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });

    const interactive = new Promise<void>((resolve) => cdp.on('Runtime.bindingCalled', () => resolve()));
    const waitUntilInteractive = async () => {
      const timer = new AbortController();
      const failure = delay(timeout, undefined, { signal: timer.signal }).then(() => {
        throw new Error(`${url}: no form in ${timeout / 1000} s ${errors.join('; ')}`);
      });
      failure.catch(() => undefined); // the timer is aborted below
      await Promise.race([interactive, failure]);
      timer.abort();
    };
    const readTaskDuration = async () => {
      const { metrics } = await cdp.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')!.value;
    };
    const before = await readTaskDuration();
    await cdp.send('Page.navigate', { url });
    const result = await use({ page, cdp, waitUntilInteractive, getTaskSeconds: async () => (await readTaskDuration()) - before });
    if (errors.length) throw new Error(`${url}: ${errors.join('; ')}`);
    return result;
  } finally {
    await context.close();
  }
}

/** Loads a page and measures it until a second after it became interactive. */
export function measureLoad(browser: Browser, url: string, conditions: Conditions): Promise<LoadResult> {
  return visitPage(browser, url, conditions, async ({ page, waitUntilInteractive, getTaskSeconds }) => {
    await waitUntilInteractive();
    await delay(watchedAfterInteractive);
    const seconds = await getTaskSeconds();
    return { ...(await page.evaluate(() => window.collectProbe())), mainThread: seconds * 1000 };
  });
}
