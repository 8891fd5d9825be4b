import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { requireBrowser } from '../browsers/browsers.mjs';
import { startWebKit, type WebKit, type WebKitOptions } from '../browsers/webkit-driver.mjs';
import { until } from '../until.ts';

/** WebKitGTK over plain WebDriver: neither Playwright nor Puppeteer can drive a stock WebKit. */
export interface WebKitBrowser extends WebKit {
  /** Opens an address and waits for its `load`. */
  go(url: string): Promise<void>;
  /** Goes into a frame of the page, or back out. */
  into(frame?: string): Promise<void>;
  /** The address that is shown. */
  url(): Promise<string>;
  /** Runs the body of a function in the page and answers what it returns: `js<number>('return innerWidth')`. */
  js<T = unknown>(body: string, ...args: unknown[]): Promise<T>;
  /** The same for a body that awaits. */
  jsAsync<T = unknown>(body: string, ...args: unknown[]): Promise<T>;
  /** Waits until an expression of the page is truthy. */
  until(expression: string, timeout?: number): Promise<void>;
  /** Presses one key after another: a character, or a name (Tab, Enter, ArrowDown, …). */
  type(...keys: string[]): Promise<void>;
  /** Fills a field and clicks on an element where the page runs no scripts either. CSS selectors, not into shadow roots. */
  fill(selector: string, text: string): Promise<void>;
  click(selector: string): Promise<void>;
  /** What the window shows, as a PNG. */
  picture(): Promise<Buffer>;
  /** Writes a picture of what the window shows. */
  shot(file: string): Promise<void>;
}

/** @throws where WebKitWebDriver is not installed */
export async function openWebKit(options: WebKitOptions = {}): Promise<WebKitBrowser> {
  const webkit = await startWebKit({ driver: requireBrowser('webkit'), ...options });
  const { call, page } = webkit;

  const js = <T>(body: string, ...args: unknown[]) => call('POST', '/execute/sync', { script: body, args }) as Promise<T>;
  const picture = async () => Buffer.from((await call('GET', '/screenshot')) as string, 'base64');
  const element = async (selector: string): Promise<string> => {
    const found = await call('POST', '/element', { using: 'css selector', value: selector });
    return String(Object.values(found as Record<string, string>)[0]);
  };

  return {
    ...webkit,
    async go(url) {
      await call('POST', '/frame', { id: null });
      await call('POST', '/url', { url });
    },
    async into(frame) {
      await call('POST', '/frame', { id: null });
      if (frame) await call('POST', '/frame', { id: { 'element-6066-11e4-a52e-4f735466cecf': await element(frame) } });
    },
    url: () => call('GET', '/url') as Promise<string>,
    js,
    async jsAsync<T>(body: string, ...args: unknown[]) {
      const script = `const done = arguments[arguments.length - 1];
        (async (...args) => { ${body} })(...arguments).then((value) => done({ value }), (error) => done({ error: String(error) }))`;
      const { value, error } = (await call('POST', '/execute/async', { script, args })) as { value: T; error?: string };
      if (error) throw new Error(error);
      return value;
    },
    async until(expression, timeout) {
      await until(expression, () => js<boolean>(`return Boolean(${expression})`), timeout);
    },
    async type(...keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    async fill(selector, text) {
      await call('POST', `/element/${await element(selector)}/value`, { text });
    },
    async click(selector) {
      await call('POST', `/element/${await element(selector)}/click`, {});
    },
    picture,
    async shot(file) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, await picture());
    },
  };
}
