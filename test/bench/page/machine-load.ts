/** How busy the machine is with other work, because a time measured beside a compiler says nothing. */
import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser } from 'playwright-core';

/** A measurement, and the share of one processor that other processes used meanwhile. */
export interface Measurement<T> {
  result: T;
  foreignLoad: number;
}

/** A share of one processor; above it, a measurement is repeated. */
const maxForeignLoad = 0.25;
const maxAttempts = 2;
const sampleMs = 300;
const maxWaitMs = 3000;

const getBusySeconds = () => cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0) / 1000;

/** Starts to watch the machine. The returned function gives the share of one processor used by neither us nor the browser. */
export async function watchForeignLoad(browser: Browser): Promise<() => Promise<number>> {
  const session = await browser.newBrowserCDPSession();
  const getProcessTimes = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return new Map(processInfo.map(({ id, cpuTime }) => [id, cpuTime]));
  };
  const [start, busyBefore, nodeBefore, browserBefore] = [performance.now(), getBusySeconds(), process.cpuUsage(), await getProcessTimes()];
  return async () => {
    const browserAfter = await getProcessTimes();
    const { user, system } = process.cpuUsage(nodeBefore);
    const ours = [...browserAfter].reduce((sum, [id, time]) => sum + time - (browserBefore.get(id) ?? 0), (user + system) / 1e6);
    const share = (getBusySeconds() - busyBefore - ours) / ((performance.now() - start) / 1000);
    await session.detach();
    return Math.max(0, share);
  };
}

/** Measures when the machine is quiet, repeats a disturbed measurement, and returns the least disturbed one. */
export async function measureUndisturbed<T>(measure: () => Promise<Measurement<T>>): Promise<Measurement<T>> {
  let best: Measurement<T> | undefined;
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    await waitUntilQuiet();
    const measurement = await measure();
    if (!best || measurement.foreignLoad < best.foreignLoad) best = measurement;
    if (best.foreignLoad <= maxForeignLoad) break;
  }
  return best!;
}

async function waitUntilQuiet(): Promise<void> {
  for (const deadline = performance.now() + maxWaitMs; performance.now() < deadline;) {
    const before = getBusySeconds();
    await delay(sampleMs);
    if (getBusySeconds() - before < (maxForeignLoad * sampleMs) / 1000) return;
  }
}
