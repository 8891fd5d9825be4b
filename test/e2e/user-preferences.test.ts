/** Preferences of the user: forced colours and reduced motion. WebKitGTK cannot emulate these settings. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { selectedBrowsers } from '../support/browsers/browsers.mjs';
import { launchBrowser } from '../support/e2e/browsers.ts';
import { getDemoServer } from '../support/e2e/shared-servers.ts';
import { waitForState, FORM, submitForm, openPageIn } from '../support/e2e/browser-page.ts';
import type { TestServer } from '../support/e2e/server.ts';
import type { Browser } from 'playwright-core';

let server: TestServer;
before(async () => (server = await getDemoServer()));

/** Whether a border or the outline of an element differs from the background. */
const IS_LINE_VISIBLE = `const isLineVisible = (selector, side) => {
  const style = getComputedStyle(${FORM}.shadowRoot.querySelector(selector));
  return style[side + 'Style'] !== 'none' && parseFloat(style[side + 'Width']) > 0 && style[side + 'Color'] !== getComputedStyle(document.body).backgroundColor;
};`;

/** Firefox takes the settings when it starts, Chromium with each page. */
const firefoxUserPrefs = { 'browser.display.document_color_use': 2, 'ui.useAccessibilityTheme': 1, 'ui.prefersReducedMotion': 1 };

for (const engine of (['chromium', 'firefox'] as const).filter((one) => selectedBrowsers.includes(one)))
  describe(`with forced colours and reduced motion (${engine})`, () => {
    let browser: Browser;
    before(async () => (browser = await launchBrowser(engine, engine === 'firefox' ? { firefoxUserPrefs } : {})));
    after(() => browser.close());
    const openPage = async () => {
      const page = await openPageIn(browser, { forcedColors: 'active', reducedMotion: 'reduce' });
      const hasPreferences = `matchMedia('(forced-colors: active) and (prefers-reduced-motion: reduce)').matches`;
      assert.equal(await page.evaluate(`return ${hasPreferences}`), true, hasPreferences);
      return page;
    };

    it('a letter keeps visible borders around button, fields and summary, and next to invalid fields', async () => {
      const page = await openPage();
      await page.goto(`${server.url}/demo/news/`);
      await waitForState(page, 'open');
      await submitForm(page);
      await page.waitFor(`${FORM}.shadowRoot.activeElement?.matches('[role=alert]')`);
      for (const [selector, side] of [
        ['button.primary', 'borderTop'],
        ['input[name="person/name"]', 'borderTop'],
        ['.invalid', 'borderLeft'],
        ['[role=alert]', 'borderTop'],
      ])
        assert.equal(await page.evaluate(`${IS_LINE_VISIBLE} return isLineVisible(args[0], args[1])`, selector, side), true, `${selector} ${side}`);
      const bars = await page.evaluate<string[]>(`return [...${FORM}.shadowRoot.querySelectorAll('.invalid')].map((element) => getComputedStyle(element).borderLeftColor)`);
      assert.deepEqual(bars, bars.map(() => bars[0]), 'an invalid group is marked as clearly as a single field');
    });

    it('a card marks the selected design, and flips without animation', async () => {
      const page = await openPage();
      await page.goto(`${server.url}/demo/five/`);
      await waitForState(page, 'open');
      const outlined = await page.evaluate<boolean[]>(
        `return [...${FORM}.shadowRoot.querySelectorAll('label:has([name="postcard/design"])')]
          .map((label) => [label, ...label.querySelectorAll('*')].some((element) => getComputedStyle(element).outlineStyle !== 'none'))`,
      );
      assert.deepEqual(outlined, [true, false, false]);
      const animationCount = await page.evaluate(`${FORM}.shadowRoot.querySelector('.flip-button').click();
        return ${FORM}.shadowRoot.getAnimations().length`);
      assert.equal(animationCount, 0);
      await page.waitFor(`${FORM}.shadowRoot.activeElement?.name === 'postcard/message'`);
      assert.equal(await page.evaluate(`return ${FORM}.shadowRoot.getAnimations().length`), 0);
    });
  });
