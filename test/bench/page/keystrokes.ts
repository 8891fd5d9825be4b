/** How long a keystroke in a long letter takes on a slow phone, compared with floor-vanilla: https://web.dev/inp. */
import { createFigure, interleave, type Bench } from '../figures.ts';
import { cpuSlowdown, measureInBrowser } from './browser.ts';
import { visitPage } from './page-visit.ts';
import { createSnippet, floorSnippet } from './site.ts';
import type { Browser } from 'playwright-core';

/** With fewer than 50 interactions, INP is the slowest one. */
const keystrokes = 49;
const characters = 3000;
/** The shortest duration that browsers report, https://www.w3.org/TR/event-timing/. */
const durationThreshold = 16;

declare global {
  interface Window {
    durations: number[];
  }
}

const bench: Bench = ({ rounds }) =>
  measureInBrowser(async (browser, site) => {
    const urls = {
      vanilla: site.addPage('floor-keystrokes', { widget: floorSnippet }),
      letter: site.addPage('keystrokes', { widget: createSnippet('element') }),
    };
    const { vanilla, letter } = await interleave(rounds, {
      vanilla: () => measureInp(browser, urls.vanilla),
      letter: () => measureInp(browser, urls.letter),
    });
    const name = `INP of a keystroke in a letter of ${characters.toLocaleString('en')} characters, to floor-vanilla`;
    return [createFigure(name, 'ms', letter, { max: 50 }, vanilla)];
  });
export default bench;

const measureInp = (browser: Browser, url: string): Promise<number> =>
  visitPage(browser, url, { cpuSlowdown, isElement: true }, async ({ page, waitUntilInteractive }) => {
    await waitUntilInteractive();
    const body = page.locator('textarea');
    await body.click();
    await body.fill('Please let her go. '.repeat(Math.ceil(characters / 19)).slice(0, characters - keystrokes));
    await page.evaluate((durationThreshold) => {
      window.durations = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEventTiming & { interactionId: number })[])
          if (entry.interactionId) window.durations.push(entry.duration);
      }).observe({ type: 'event', durationThreshold } as PerformanceObserverInit);
    }, durationThreshold);
    for (let i = 0; i < keystrokes; i++) {
      await body.press('a');
      // An interaction ends with the next frame.
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    }
    if ((await body.inputValue()).length !== characters) throw new Error('the letter did not take every keystroke');
    // Interactions below the threshold are not reported at all.
    return Math.max(durationThreshold, ...(await page.evaluate(() => window.durations)));
  });
