import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { requireBrowser } from '../browsers/browsers.mjs';
import { startWebKit, type WebKit, type WebKitOptions } from '../browsers/webkit-driver.mjs';
import { waitUntil } from '../wait-until.ts';

/** WebKitGTK over plain WebDriver, because neither Playwright nor Puppeteer can drive a stock WebKit. */
export interface WebKitBrowser extends WebKit {
  /** Opens an address and waits for its `load` event. */
  goto(url: string): Promise<void>;
  /** Switches to a frame of the page, or back to the top page. */
  enterFrame(selector?: string): Promise<void>;
  /** Returns the current address. */
  url(): Promise<string>;
  /** Runs a function body in the page and returns its result: `evaluate<number>('return innerWidth')`. */
  evaluate<T = unknown>(body: string, ...args: unknown[]): Promise<T>;
  /** The same for a body that awaits. */
  evaluateAsync<T = unknown>(body: string, ...args: unknown[]): Promise<T>;
  /** Waits until an expression in the page is truthy. */
  waitFor(expression: string, timeout?: number): Promise<void>;
  /** Presses keys one after another: characters, or names (Tab, Enter, ArrowDown, …). */
  type(...keys: string[]): Promise<void>;
  /** Fills in a field, also where the page runs no scripts. The selector does not reach into shadow roots. */
  fill(selector: string, text: string): Promise<void>;
  /** Clicks an element, also where the page runs no scripts. The selector does not reach into shadow roots. */
  click(selector: string): Promise<void>;
  /** Returns a PNG of the window. */
  screenshot(): Promise<Buffer>;
  saveScreenshot(file: string): Promise<void>;
}

const ELEMENT_KEY = 'element-6066-11e4-a52e-4f735466cecf'; // https://www.w3.org/TR/webdriver2/#elements

/** @throws if WebKitWebDriver is not installed */
export async function openWebKit(options: WebKitOptions = {}): Promise<WebKitBrowser> {
  const webkit = await startWebKit({ driver: requireBrowser('webkit'), ...options });
  const { call, page } = webkit;

  const evaluate = <T>(body: string, ...args: unknown[]) => call('POST', '/execute/sync', { script: body, args }) as Promise<T>;
  const screenshot = async () => Buffer.from((await call('GET', '/screenshot')) as string, 'base64');
  const findElement = async (selector: string): Promise<string> => {
    const element = (await call('POST', '/element', { using: 'css selector', value: selector })) as Record<string, string>;
    return element[ELEMENT_KEY]!;
  };

  return {
    ...webkit,
    async goto(url) {
      await call('POST', '/frame', { id: null });
      await call('POST', '/url', { url });
    },
    async enterFrame(selector) {
      await call('POST', '/frame', { id: null });
      if (selector) await call('POST', '/frame', { id: { [ELEMENT_KEY]: await findElement(selector) } });
    },
    url: () => call('GET', '/url') as Promise<string>,
    evaluate,
    async evaluateAsync<T>(body: string, ...args: unknown[]) {
      const script = `const done = arguments[arguments.length - 1];
        (async (...args) => { ${body} })(...arguments).then((value) => done({ value }), (error) => done({ error: String(error) }))`;
      const { value, error } = (await call('POST', '/execute/async', { script, args })) as { value: T; error?: string };
      if (error) throw new Error(error);
      return value;
    },
    async waitFor(expression, timeout) {
      const script = `return Boolean(${expression})`;
      // The driver never answers a script that runs while the page changes, for example when history.back() restores a page.
      await waitUntil(expression, () => call('POST', '/execute/sync', { script, args: [] }, 5000), timeout);
    },
    async type(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    async fill(selector, text) {
      await call('POST', `/element/${await findElement(selector)}/value`, { text });
    },
    async click(selector) {
      await call('POST', `/element/${await findElement(selector)}/click`, {});
    },
    screenshot,
    async saveScreenshot(file) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, await screenshot());
    },
  };
}
