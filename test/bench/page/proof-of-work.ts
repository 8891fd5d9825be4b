/** How long the most expensive proof of work takes on a slow phone, compared with what the browser's own SHA-256 takes for as many blocks. */
import { globSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { highestCounter } from '../../../src/server/abuse/proof-of-work.ts';
import { createChallenge } from '../../support/browser/challenges.ts';
import { createFigure, interleave, type Bench } from '../figures.ts';
import { cpuSlowdown, measureInBrowser } from './browser.ts';
import { visitPage } from './page-visit.ts';

/** The bytes that SHA-256 processes at a time. A hash of a challenge takes one block. */
const blockSize = 64;

const bench: Bench = ({ rounds }) =>
  measureInBrowser(async (browser, site) => {
    const [file] = globSync('create-proof-*.js', { cwd: 'dist/web' });
    const url = site.addPage('proof-of-work', { widget: '' });
    const challenge = JSON.stringify(await createChallenge(highestCounter));
    const { floor, proof } = await interleave(rounds, {
      floor: () => measureDigest(browser, url),
      proof: () => measureProof(browser, url, `/v1/${file}`, challenge),
    });
    const name = `proof of work of ${highestCounter.toLocaleString('en')} hashes, to the browser’s own SHA-256`;
    return [createFigure(name, 'ms', proof, { max: 4000 }, floor)];
  });
export default bench;

const conditions = { cpuSlowdown, isElement: false };

const measureDigest = (browser: Browser, url: string): Promise<number> =>
  visitPage(browser, url, conditions, async ({ page }) => {
    await page.waitForURL(url);
    return page.evaluate(async (length) => {
      const start = performance.now();
      await crypto.subtle.digest('SHA-256', new Uint8Array(length));
      return performance.now() - start;
    }, highestCounter * blockSize);
  });

const measureProof = (browser: Browser, url: string, script: string, challenge: string): Promise<number> =>
  visitPage(browser, url, conditions, async ({ page }) => {
    await page.waitForURL(url);
    return page.evaluate(
      async ([script, challenge]) => {
        // Only the main thread is slowed down, so the page solves the challenge without a worker.
        Reflect.deleteProperty(window, 'Worker');
        const { createProof } = (await import(script)) as { createProof: (text: string) => Promise<string> };
        const start = performance.now();
        await createProof(challenge);
        return performance.now() - start;
      },
      [script, challenge] as const,
    );
  });
