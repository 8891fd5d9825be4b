/** What somebody has set for all their pages: forced colours, and no motion. WebKit can be told neither from outside. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { selectedBrowsers } from '../support/browsers/browsers.mjs';
import { launch } from '../support/e2e/browsers.ts';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { inState, LETTER, send, visitWith } from '../support/e2e/visitor.ts';
import type { Browser } from 'playwright-core';

let endpoint: Endpoint;
before(async () => (endpoint = await startEndpoint()));
after(() => endpoint.stop());

/** Whether a line of an element can be told from what is behind it: its `border…` or its `outline`. */
const LINE = `const line = (selector, side) => {
  const style = getComputedStyle(${LETTER}.shadowRoot.querySelector(selector));
  return style[side + 'Style'] !== 'none' && parseFloat(style[side + 'Width']) > 0 && style[side + 'Color'] !== getComputedStyle(document.body).backgroundColor;
};`;

/** Firefox is told as it starts, and Chromium with each page. */
const firefoxUserPrefs = { 'browser.display.document_color_use': 2, 'ui.useAccessibilityTheme': 1, 'ui.prefersReducedMotion': 1 };

for (const engine of (['chromium', 'firefox'] as const).filter((one) => selectedBrowsers.includes(one)))
  describe(`where colours are forced and nothing may move (${engine})`, () => {
    let browser: Browser;
    before(async () => (browser = await launch(engine, engine === 'firefox' ? { firefoxUserPrefs } : {})));
    after(() => browser.close());
    const calm = async () => {
      const visitor = await visitWith(browser, { forcedColors: 'active', reducedMotion: 'reduce' });
      const told = `matchMedia('(forced-colors: active) and (prefers-reduced-motion: reduce)').matches`;
      assert.equal(await visitor.js(`return ${told}`), true, told);
      return visitor;
    };

    it('a letter has its lines: around button, fields and summary, and beside what is wrong', async () => {
      const visitor = await calm();
      await visitor.go(`${endpoint.url}/demo/news/`);
      await inState(visitor, 'open');
      await send(visitor);
      await visitor.until(`${LETTER}.shadowRoot.activeElement?.matches('[role=alert]')`);
      for (const [selector, side] of [
        ['button.primary', 'borderTop'],
        ['input[name="person/name"]', 'borderTop'],
        ['.invalid', 'borderLeft'],
        ['[role=alert]', 'borderTop'],
      ])
        assert.equal(await visitor.js(`${LINE} return line(args[0], args[1])`, selector, side), true, `${selector} ${side}`);
      const bars = await visitor.js<string[]>(`return [...${LETTER}.shadowRoot.querySelectorAll('.invalid')].map((one) => getComputedStyle(one).borderLeftColor)`);
      assert.deepEqual(bars, bars.map(() => bars[0]), 'what is wrong in a group is marked as plainly as a single field');
    });

    it('a card shows which front is chosen, and turns over at once', async () => {
      const visitor = await calm();
      await visitor.go(`${endpoint.url}/demo/five/`);
      await inState(visitor, 'open');
      const chosen = await visitor.js<boolean[]>(
        `return [...${LETTER}.shadowRoot.querySelectorAll('label:has([name="postcard/design"])')]
          .map((label) => [label, ...label.querySelectorAll('*')].some((one) => getComputedStyle(one).outlineStyle !== 'none'))`,
      );
      assert.deepEqual(chosen, [true, false, false]);
      const moving = await visitor.js(`${LETTER}.shadowRoot.querySelector('.turn').click();
        return ${LETTER}.shadowRoot.getAnimations().length`);
      assert.equal(moving, 0);
      await visitor.until(`${LETTER}.shadowRoot.activeElement?.name === 'postcard/message'`);
      assert.equal(await visitor.js(`return ${LETTER}.shadowRoot.getAnimations().length`), 0);
    });
  });
