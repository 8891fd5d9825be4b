/** How much else this machine is doing: a time that was taken beside a compiler is no time. */
import { cpus } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser } from 'playwright-core';

/** What was measured, and the share of one processor that something else took meanwhile. */
export interface Taken<T> {
  result: T;
  foreign: number;
}

/** A share of one processor; above it a measurement is taken again. */
const tolerable = 0.25;
const tries = 2;
/** In milliseconds: one look at the machine, and how long it may take to calm down. */
const sample = 300;
const patience = 3000;

const busy = () =>
  cpus().reduce((sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq, 0) / 1000;

/** @returns a function that tells the share of one processor that neither we nor the browser have used since */
export async function meter(browser: Browser): Promise<() => Promise<number>> {
  const session = await browser.newBrowserCDPSession();
  const processes = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return new Map(processInfo.map(({ id, cpuTime }) => [id, cpuTime]));
  };
  const [start, before, node, chromium] = [performance.now(), busy(), process.cpuUsage(), await processes()];
  return async () => {
    const after = await processes();
    const { user, system } = process.cpuUsage(node);
    const ours = [...after].reduce((sum, [id, time]) => sum + time - (chromium.get(id) ?? 0), (user + system) / 1e6);
    const share = (busy() - before - ours) / ((performance.now() - start) / 1000);
    await session.detach();
    return Math.max(0, share);
  };
}

/** @returns the measurement that was disturbed least */
export async function undisturbed<T>(measure: () => Promise<Taken<T>>): Promise<Taken<T>> {
  let best: Taken<T> | undefined;
  for (let tried = 0; tried < tries; tried++) {
    await quiet();
    const taken = await measure();
    if (!best || taken.foreign < best.foreign) best = taken;
    if (best.foreign <= tolerable) break;
  }
  return best!;
}

async function quiet(): Promise<void> {
  for (const late = performance.now() + patience; performance.now() < late;) {
    const before = busy();
    await delay(sample);
    if (busy() - before < (tolerable * sample) / 1000) return;
  }
}
