/** The article with each of the forms that are compared. */
import { visitPage } from './page-visit.ts';
import { createSnippet, floorSnippet, type Site } from './site.ts';
import type { Browser } from 'playwright-core';

/** Without an element of its own: the article alone, and with the form in its HTML. */
const plainVariants = ['page', 'html'];
export const isElementVariant = (variant: string): boolean => !plainVariants.includes(variant);

export type Variant = 'page' | 'html' | 'vanilla' | 'letter' | 'german' | 'autoloader';

/** @returns the address of each variant */
export async function addVariants(site: Site, browser: Browser): Promise<Record<Variant, string>> {
  const vanilla = site.addPage('floor-vanilla', { widget: floorSnippet });
  const form = await readFloorForm(browser, vanilla);
  const urls = {
    page: site.addPage('page', {}),
    html: site.addPage('floor-html', { widget: form, head: `<style>@scope (.root) {${site.floorCss}}</style>` }),
    vanilla,
    letter: site.addPage('letter', { widget: createSnippet('element') }),
    german: site.addPage('letter-de', { widget: createSnippet('element', { lang: 'de' }) }),
    autoloader: site.addPage('letter-autoloader', { widget: createSnippet('elements') }),
  };
  for (const [variant, url] of Object.entries(urls)) if (variant !== 'page') await checkClick(browser, variant, url);
  return urls;
}

/** Returns the HTML of the complete form that the hand-written element renders, for the floor in plain HTML. */
function readFloorForm(browser: Browser, url: string): Promise<string> {
  return visitPage(browser, url, { cpuSlowdown: 1, isElement: true }, async ({ page, waitUntilInteractive }) => {
    await waitUntilInteractive();
    await page.waitForFunction(() => document.querySelector('floor-letter')!.shadowRoot!.querySelectorAll('option').length > 200);
    return page.evaluate(() => document.querySelector('floor-letter')!.shadowRoot!.innerHTML);
  });
}

/** Asserts that the form handles a click, because a form that does nothing would be fast. */
async function checkClick(browser: Browser, variant: string, url: string): Promise<void> {
  const isElement = isElementVariant(variant);
  const isHandled = await visitPage(browser, url, { cpuSlowdown: 1, isElement }, async ({ page, waitUntilInteractive }) => {
    await waitUntilInteractive();
    return page.evaluate((selector) => {
      const root = selector ? document.querySelector(selector)!.shadowRoot! : document;
      let isPrevented: boolean | undefined;
      root.addEventListener('submit', (event) => {
        isPrevented = event.defaultPrevented;
        event.preventDefault();
      });
      root.querySelector<HTMLButtonElement>('form button')!.click();
      // The browser itself submits the plain form, so nothing prevents the default there.
      return selector ? isPrevented : isPrevented !== undefined;
    }, isElement ? 'action-letter, floor-letter' : '');
  });
  if (!isHandled) throw new Error(`${variant}: a click on its button is not handled`);
}
