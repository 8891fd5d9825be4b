/** The browser and the pages that a page bench measures. */
import { chromium, type Browser } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../../support/browsers/browsers.mjs';
import { startSite, type Site } from './site.ts';
import type { BenchResult, Figure } from '../figures.ts';

/** How many times slower than the machine a phone is. */
export const cpuSlowdown = 4;

export async function measureInBrowser(measure: (browser: Browser, site: Site) => Promise<Figure[]>): Promise<BenchResult> {
  const site = await startSite();
  const browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: [...chromiumArgs] });
  try {
    return { figures: await measure(browser, site), versions: { Chromium: browser.version() } };
  } finally {
    await browser.close();
    await site.close();
  }
}
