import { chromium, firefox, type Browser, type LaunchOptions } from 'playwright-core';
import { chromiumArgs, requireBrowser } from '../browsers/browsers.mjs';

/**
 * Starts an installed browser. Open each page in its own context: `(await browser.newContext()).newPage()`.
 *
 * @throws if the engine is not installed
 */
export function launchBrowser(engine: 'chromium' | 'firefox', options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = requireBrowser(engine);
  if (engine === 'chromium') {
    return chromium.launch({
      // Playwright turns the back/forward cache off, but visitors have it.
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
      ...options,
      executablePath,
      args: [...chromiumArgs, ...(options.args ?? [])],
    });
  }
  // Stock Firefox is driven over WebDriver BiDi, through a channel that Playwright does not list.
  return firefox.launch({ ...options, channel: 'moz-firefox', executablePath });
}
