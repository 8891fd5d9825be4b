// node test/bench/page/bench.ts                what an action costs the page that it stands in, held against floors
// node test/bench/page/bench.ts --quick        three rounds instead of nine, to see that it runs
// node test/bench/page/bench.ts --rounds 15
// node test/bench/page/bench.ts --json FILE    the same figures as JSON, for the docs
//
// Each round visits every variant once, in turn, each time with an empty cache. Whatever the figures are, it succeeds
// where it could measure them: it reports, it does not judge.
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../../support/browsers/browsers.mjs';
import { many, memory } from './many.ts';
import { undisturbed } from './machine.ts';
import { figures, print, type Measured } from './report.ts';
import { floorSnippet, snippet, startSite, type Site } from './site.ts';
import { visit, visiting, type Line } from './visit.ts';
import type { Browser, Page } from 'playwright-core';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, rounds: { type: 'string' }, json: { type: 'string' } },
});
const rounds = Number(options.rounds ?? (options.quick ? 3 : 9));

const lines: Record<'slow' | '3g', Line> = {
  slow: { mbit: 1.6, latency: 150 },
  '3g': { mbit: 0.4, latency: 400 },
};
const cpu = 4;

const site = await startSite();
const browser = await chromium.launch({ executablePath: requireBrowser('chromium'), args: [...chromiumArgs] });
try {
  const measured = await measure(site, browser);
  const table = figures(measured);
  print(table, measured);
  if (options.json) writeFileSync(options.json, `${JSON.stringify({ figures: table, ...measured }, null, 2)}\n`);
} finally {
  await browser.close();
  await site.close();
}

async function measure(site: Site, browser: Browser): Promise<Measured> {
  const urls = {
    page: site.add('page', {}),
    vanilla: site.add('floor-vanilla', { widget: floorSnippet }),
    letter: site.add('letter', { widget: snippet }),
    preloaded: site.add('letter-preloaded', { widget: snippet, head: site.preloads }),
    html: '',
  };
  // The form in the HTML is the one that the hand-written element makes, as it stands when it is complete.
  const { result: form } = await visiting(browser, urls.vanilla, { expected: 1 }, async ({ page, ready }) => {
    await ready();
    await page.waitForFunction(() => document.querySelector('floor-letter')!.shadowRoot!.querySelectorAll('option').length > 200);
    return page.evaluate(() => document.querySelector('floor-letter')!.shadowRoot!.innerHTML);
  });
  urls.html = site.add('floor-html', { widget: form, head: `<style>@scope (.root) {${site.floorCss}}</style>` });
  await Promise.all(Object.values(urls).map((url) => fetch(url)));
  await checkClicks(browser, urls);

  const visits: Measured['visits'] = { slow: {}, '3g': {} };
  const load = [loadavg()[0]!];
  let foreign = 0;
  for (let round = -1; round < rounds; round++) {
    for (const [name, line] of Object.entries(lines) as ['slow' | '3g', Line][]) {
      for (const [variant, url] of Object.entries(urls)) {
        // The first time something is still being made ready, in the browser and here.
        if (round < 0 && name !== 'slow') continue;
        const expected = variant === 'page' || variant === 'html' ? 0 : 1;
        if (!expected && name !== 'slow') continue;
        const once = () => visit(browser, url, { cpu, line, expected });
        if (round < 0) {
          await once();
          continue;
        }
        const taken = await undisturbed(once);
        (visits[name][variant] ??= []).push({ ...taken.result, foreign: taken.foreign });
        foreign = Math.max(foreign, taken.foreign);
      }
    }
    load.push(loadavg()[0]!);
    if (round >= 0) console.error(`round ${round + 1} of ${rounds}`);
  }

  const few = Math.ceil(rounds / 3);
  const memories: Measured['memory'] = { page: [], vanilla: [], letter: [] };
  const hundreds: Measured['hundred'] = { vanilla: [], letter: [] };
  const crowds = {
    vanilla: site.add('floor-vanilla-100', { widget: many(floorSnippet, 100) }),
    letter: site.add('letter-100', { widget: many(snippet, 100) }),
  };
  for (let round = 0; round < few; round++) {
    memories.page.push(await memory(browser, urls.page, undefined));
    for (const variant of ['vanilla', 'letter'] as const) {
      memories[variant].push(await memory(browser, urls[variant], variant === 'letter' ? 'action-letter' : 'floor-letter'));
      // Only the processor's time counts here, which what else runs changes little.
      const { result } = await visiting(browser, crowds[variant], { cpu, expected: 100 }, async ({ page, ready, worked }) => {
        await ready();
        await complete(page);
        return (await worked()) * 1000;
      });
      hundreds[variant].push(result);
    }
  }
  return {
    rounds,
    machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, Chromium ${browser.version()}, Node ${process.version}`,
    load: [Math.min(...load), Math.max(...load)],
    foreign,
    floorBytes: site.floorBytes,
    visits,
    memory: memories,
    hundred: hundreds,
  };
}

/** Waits until what comes after the form is there too: every list of countries. */
async function complete(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll('action-letter, floor-letter')].every(
        ({ shadowRoot }) => shadowRoot!.querySelectorAll('option').length > 200,
      ),
    undefined,
    { polling: 500, timeout: 120_000 },
  );
}

/** A form that stands and does nothing would be quick: each must take its click. */
async function checkClicks(browser: Browser, urls: Record<string, string>): Promise<void> {
  for (const [variant, url] of Object.entries(urls)) {
    if (variant === 'page') continue;
    const inPage = variant === 'html';
    await visiting(browser, url, { expected: inPage ? 0 : 1 }, async ({ page, ready }) => {
      await ready();
      const handled = await page.evaluate((inPage) => {
        const root = inPage ? document : document.querySelector('action-letter, floor-letter')!.shadowRoot!;
        let stopped: boolean | undefined;
        root.addEventListener('submit', (event) => {
          stopped = event.defaultPrevented;
          event.preventDefault();
        });
        root.querySelector<HTMLButtonElement>('form button')!.click();
        // Nothing is ours to stop where the browser itself sends the form.
        return inPage ? stopped !== undefined : stopped;
      }, inPage);
      if (!handled) throw new Error(`${variant}: a click on its button is not handled`);
    });
  }
}
