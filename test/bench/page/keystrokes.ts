// node test/bench/page/keystrokes.ts              how long a keystroke in a letter of 3,000 characters takes, on a slow phone
// node test/bench/page/keystrokes.ts --json FILE  writes the figures as JSON, for the docs
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../../support/browsers/browsers.mjs';
import { visitPage } from './page-visit.ts';
import { oneActionSnippet, startSite } from './site.ts';

const { values: options } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'string' } } });
const keystrokes = options.quick ? 10 : 49; // With fewer than 50 interactions, INP is the slowest one.
const characters = 3000;
const cpuSlowdown = 4;
const budget = 50;
/** The shortest duration that browsers report, https://www.w3.org/TR/event-timing/. */
const durationThreshold = 16;

declare global {
  interface Window {
    interactions: { id: number; duration: number }[];
  }
}

const site = await startSite();
const browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: [...chromiumArgs] });
try {
  const url = site.addPage('keystrokes', { widget: oneActionSnippet });
  const { result } = await visitPage(browser, url, { cpuSlowdown, isElement: true }, async ({ page, waitUntilInteractive }) => {
    await waitUntilInteractive();
    const body = page.locator('action-letter textarea');
    await body.click();
    await body.fill('Please let her go. '.repeat(Math.ceil(characters / 19)).slice(0, characters - keystrokes));
    await page.evaluate((durationThreshold) => {
      window.interactions = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEventTiming & { interactionId: number })[])
          if (entry.interactionId) window.interactions.push({ id: entry.interactionId, duration: entry.duration });
      }).observe({ type: 'event', durationThreshold } as PerformanceObserverInit);
    }, durationThreshold);
    for (let i = 0; i < keystrokes; i++) {
      await body.press('a');
      // An interaction ends with the next frame.
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    }
    if ((await body.inputValue()).length !== characters) throw new Error('the letter did not take every keystroke');
    return page.evaluate(() => window.interactions);
  });
  // Interactions below the threshold are not reported at all.
  const inp = Math.max(durationThreshold, ...result.map(({ duration }) => duration));
  const isAtThreshold = result.length === 0;
  console.log(`INP of ${keystrokes} keystrokes in a letter of ${characters} characters, ${cpuSlowdown}× slower processor: ${isAtThreshold ? '<' : ''} ${inp} ms; budget ≤ ${budget} ms: ${inp <= budget ? 'met' : 'missed'}`);
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ inp, interactions: result }, null, 2)}\n`);
} finally {
  await browser.close();
  await site.close();
}
