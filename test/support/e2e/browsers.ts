import { chromium, firefox, type Browser, type LaunchOptions } from 'playwright-core';
import { chromiumArgs, need, wanted, type Engine } from '../../../tools/browsers.mjs';

export { until } from '../until.ts';

/** The engines that Playwright can drive as they are installed. For WebKit see webkit.ts. */
export const engines = (['chromium', 'firefox'] as const).filter((engine) => wanted.includes(engine));

/** For a test's `skip`: why it does not run here, or false. Said aloud, so that nothing is skipped in silence. */
export function leftOut(engine: Engine): string | false {
  return wanted.includes(engine) ? false : 'BROWSERS leaves it out';
}

/**
 * Starts an installed browser. Open a page in a context of its own: `(await browser.newContext()).newPage()`; its
 * locators and `waitForFunction` wait for a condition by themselves.
 *
 * @param options what else Playwright should know. `{ firefoxUserPrefs: mediaPrefs }` is how Firefox gets reduced
 *   motion and forced colours; a Chromium context takes them as options
 * @throws where the engine is not installed
 */
export function launch(engine: 'chromium' | 'firefox', options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = need(engine);
  if (engine === 'chromium') {
    return chromium.launch({
      // Playwright turns the back/forward cache off. People have it.
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
      ...options,
      executablePath,
      args: [...chromiumArgs, ...(options.args ?? [])],
    });
  }
  // Stock Firefox over WebDriver BiDi: a channel that Playwright does not list.
  return firefox.launch({ ...options, channel: 'moz-firefox', executablePath });
}

/** What Firefox can not switch over BiDi is a preference of the whole browser instead. */
export const mediaPrefs = { 'ui.prefersReducedMotion': 1, 'browser.display.document_color_use': 2 };
