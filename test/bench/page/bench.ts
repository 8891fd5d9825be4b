// node test/bench/page/bench.ts                what a letter costs the page that embeds it, compared with floors
// node test/bench/page/bench.ts --quick        three rounds instead of nine, to see that it runs
// node test/bench/page/bench.ts --rounds 15
// node test/bench/page/bench.ts --json FILE    writes the figures as JSON, for the docs
//
// Each round visits every variant once, in turn, with an empty cache. The bench reports and does not judge: it succeeds
// whatever the figures are.
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../../support/browsers/browsers.mjs';
import { measureUndisturbed } from './machine-load.ts';
import { measureLoad, visitPage, type Network } from './page-visit.ts';
import { createFigures, printFigures, type NetworkName, type Results } from './report.ts';
import { autoloaderSnippet, floorSnippet, oneActionSnippet, startSite, type Site } from './site.ts';
import type { Browser } from 'playwright-core';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, rounds: { type: 'string' }, json: { type: 'string' } },
});
const rounds = Number(options.rounds ?? (options.quick ? 3 : 9));

const networks: Record<NetworkName, Network> = {
  '1.6 Mbit/s': { mbitPerSecond: 1.6, latencyMs: 150 },
  '400 kbit/s': { mbitPerSecond: 0.4, latencyMs: 400 },
};
const cpuSlowdown = 4;
const elementSelector = 'action-letter, floor-letter';
const isElementVariant = (variant: string) => variant !== 'page' && variant !== 'html';

const site = await startSite();
const browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: [...chromiumArgs] });
try {
  const results = await measureAll(site, browser);
  const figures = createFigures(results);
  printFigures(figures, results);
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ figures, ...results }, null, 2)}\n`);
} finally {
  await browser.close();
  await site.close();
}

async function measureAll(site: Site, browser: Browser): Promise<Results> {
  const urls: Record<string, string> = {
    page: site.addPage('page', {}),
    vanilla: site.addPage('floor-vanilla', { widget: floorSnippet }),
    letter: site.addPage('letter', { widget: oneActionSnippet }),
    autoloader: site.addPage('letter-autoloader', { widget: autoloaderSnippet }),
  };
  const form = await readFloorForm(browser, urls['vanilla']!);
  urls['html'] = site.addPage('floor-html', { widget: form, head: `<style>@scope (.root) {${site.floorCss}}</style>` });
  await checkClicks(browser, urls);

  const visits: Results['visits'] = { '1.6 Mbit/s': {}, '400 kbit/s': {} };
  const loadAverages = [loadavg()[0]!];
  let maxForeignLoad = 0;
  // Round -1 warms up the browser and this process.
  for (let round = -1; round < rounds; round++) {
    for (const [name, network] of Object.entries(networks) as [NetworkName, Network][]) {
      for (const [variant, url] of Object.entries(urls)) {
        const isElement = isElementVariant(variant);
        if ((round < 0 || !isElement) && name !== '1.6 Mbit/s') continue;
        const measure = () => measureLoad(browser, url, { cpuSlowdown, network, isElement });
        if (round < 0) {
          await measure();
          continue;
        }
        const { result, foreignLoad } = await measureUndisturbed(measure);
        (visits[name][variant] ??= []).push(result);
        maxForeignLoad = Math.max(maxForeignLoad, foreignLoad);
      }
    }
    loadAverages.push(loadavg()[0]!);
    if (round >= 0) console.error(`round ${round + 1} of ${rounds}`);
  }
  return {
    rounds,
    machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, Chromium ${browser.version()}, Node ${process.version}`,
    loadAverages: [Math.min(...loadAverages), Math.max(...loadAverages)],
    maxForeignLoad,
    floorBytes: site.floorBytes,
    visits,
  };
}

/** Returns the HTML of the complete form that the hand-written element renders, for the floor in plain HTML. */
async function readFloorForm(browser: Browser, url: string): Promise<string> {
  const { result } = await visitPage(browser, url, { cpuSlowdown: 1, isElement: true }, async ({ page, waitUntilInteractive }) => {
    await waitUntilInteractive();
    await page.waitForFunction(() => document.querySelector('floor-letter')!.shadowRoot!.querySelectorAll('option').length > 200);
    return page.evaluate(() => document.querySelector('floor-letter')!.shadowRoot!.innerHTML);
  });
  return result;
}

/** Asserts that every form handles a click, because a form that does nothing would be fast. */
async function checkClicks(browser: Browser, urls: Record<string, string>): Promise<void> {
  for (const [variant, url] of Object.entries(urls)) {
    if (variant === 'page') continue;
    const isElement = isElementVariant(variant);
    await visitPage(browser, url, { cpuSlowdown: 1, isElement }, async ({ page, waitUntilInteractive }) => {
      await waitUntilInteractive();
      const isHandled = await page.evaluate((selector) => {
        const root = selector ? document.querySelector(selector)!.shadowRoot! : document;
        let isPrevented: boolean | undefined;
        root.addEventListener('submit', (event) => {
          isPrevented = event.defaultPrevented;
          event.preventDefault();
        });
        root.querySelector<HTMLButtonElement>('form button')!.click();
        // The browser itself submits the plain form, so nothing prevents the default there.
        return selector ? isPrevented : isPrevented !== undefined;
      }, isElement ? elementSelector : '');
      if (!isHandled) throw new Error(`${variant}: a click on its button is not handled`);
    });
  }
}
