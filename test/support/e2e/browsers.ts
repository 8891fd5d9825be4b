import { chromium, firefox, type Browser, type LaunchOptions } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../browsers/browsers.mjs';

/**
 * Starts an installed browser. Open a page in a context of its own: `(await browser.newContext()).newPage()`; its
 * locators and `waitForFunction` wait for a condition by themselves.
 *
 * @param options what else Playwright should know
 * @throws where the engine is not installed
 */
export function launch(engine: 'chromium' | 'firefox', options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = requireBrowser(engine);
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
