/** One visit to a page with an empty cache, on a slow phone and a slow line. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { meter, type Taken } from './machine.ts';
import { probe, type Probed } from './probe.ts';

/** Megabits a second, and milliseconds. */
export interface Line {
  mbit: number;
  latency: number;
}

export interface Conditions {
  /** How many times slower the processor is. */
  cpu?: number;
  line?: Line;
  /** How many forms custom elements will make. */
  expected: number;
}

export interface Visitor {
  page: Page;
  cdp: CDPSession;
  /** Seconds that the main thread has worked since the visit began. */
  worked: () => Promise<number>;
  /** When as many forms as expected are there. */
  ready: () => Promise<void>;
}

export interface Visit extends Probed {
  /** Milliseconds of the main thread, until a second after the form could be used. */
  worked: number;
}

const patience = 120_000;
/** How long the main thread is watched after the form can be used. */
const after = 1000;

const phone = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1, isMobile: true, hasTouch: true };

/** Opens a page in a context of its own, which is closed behind `use`. */
export async function visiting<T>(
  browser: Browser,
  url: string,
  { cpu = 1, line, expected }: Conditions,
  use: (visitor: Visitor) => Promise<T>,
): Promise<Taken<T>> {
  const context = await browser.newContext(phone);
  try {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    const failures: string[] = [];
    page.on('pageerror', (error) => failures.push(error.message));
    // The process that will show the page is there before the clock starts.
    await page.goto(new URL('/bench/blank', url).href);
    await page.addInitScript(probe, expected);
    await cdp.send('Runtime.addBinding', { name: 'benchReady' });
    await cdp.send('Runtime.enable');
    // Processor time, not the clock's: what else runs on this machine is not the page's doing.
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    await cdp.send('Network.enable');
    if (line) {
      const throughput = (line.mbit * 1e6) / 8;
      await cdp.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: line.latency,
        downloadThroughput: throughput,
        uploadThroughput: throughput,
      });
    }
    if (cpu > 1) await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpu });

    let signals = 0;
    let told: (() => void) | undefined;
    cdp.on('Runtime.bindingCalled', () => {
      signals++;
      told?.();
    });
    const ready = async () => {
      const stop = new AbortController();
      const late = delay(patience, 'late', { signal: stop.signal }).catch(() => '');
      const here = new Promise<string>((resolve) => {
        told = () => resolve('');
        if (signals) told();
      });
      const outcome = await Promise.race([here, late]);
      stop.abort();
      if (outcome) throw new Error(`${url}: no form in ${patience / 1000} s ${failures.join('; ')}`);
      signals--;
    };
    const task = async () => {
      const { metrics } = await cdp.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')!.value;
    };
    const before = await task();
    const foreign = await meter(browser);
    await cdp.send('Page.navigate', { url });
    const visitor = { page, cdp, ready, worked: async () => (await task()) - before };
    const result = await use(visitor);
    if (failures.length) throw new Error(`${url}: ${failures.join('; ')}`);
    return { result, foreign: await foreign() };
  } finally {
    await context.close();
  }
}

export function visit(browser: Browser, url: string, conditions: Conditions): Promise<Taken<Visit>> {
  return visiting(browser, url, conditions, async ({ page, ready, worked }) => {
    await ready();
    await delay(after);
    const seconds = await worked();
    return { ...(await page.evaluate(() => window.probed.collect())), worked: seconds * 1000 };
  });
}
