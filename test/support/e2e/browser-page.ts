/** One interface to a browser page in three engines, and suites that run in each of them. */
import { after, afterEach, describe } from 'node:test';
import { selectedBrowsers, type Engine } from '../browsers/browsers.mjs';
import { launchBrowser } from './browsers.ts';
import { createUserInput, type UserInput } from './user-input.ts';
import { waitUntil } from '../wait-until.ts';
import { openWebKit, type WebKitBrowser } from './webkit-browser.ts';
import type { Browser, BrowserContext, BrowserContextOptions, Frame, Page } from 'playwright-core';

export interface BrowserPage extends UserInput {
  engine: Engine;
  goto(url: string): Promise<void>;
  /** Switches to a frame of the page, or back to the top page: all other methods then apply there. */
  enterFrame(selector?: string): Promise<void>;
  url(): Promise<string>;
  /** Runs a function body in the page and returns its result. */
  evaluate<T>(body: string, ...args: unknown[]): Promise<T>;
  /** Waits until an expression in the page is truthy. */
  waitFor(expression: string, timeout?: number): Promise<void>;
  /** Replaces the value of the visible field with this name, also in shadow roots. */
  fill(name: string, text: string): Promise<void>;
  /** Clicks the first visible match, also in shadow roots. */
  click(selector: string): Promise<void>;
  /** Presses a key: a character, or a name (Tab, Enter, …). */
  press(key: string): Promise<void>;
  /** Presses the key of each character, without pauses: a list that is searched by typing takes a pause for a new search. */
  type(text: string): Promise<void>;
  setViewport(width: number, height: number): Promise<void>;
  /** Returns a PNG of the window. */
  screenshot(): Promise<Buffer>;
  /** Warnings, errors and uncaught exceptions; always empty in WebKit, whose driver does not report them. */
  consoleMessages: string[];
  close(): Promise<void>;
}

/** A page in Chromium or Firefox, with Playwright's own page for what only that can do. */
export interface PlaywrightPage extends BrowserPage {
  playwright: Page;
  context: BrowserContext;
}

const FORMS = ':is(action-letter, postcard-form)';
/** An expression for the first letter or postcard form of the page. */
export const FORM = `document.querySelector('${FORMS}')`;
export const waitForState = (page: BrowserPage, state: string, timeout?: number): Promise<void> =>
  page.waitFor(`${FORM}?.getAttribute('state') === '${state}'`, timeout);
export const getFormText = (page: BrowserPage): Promise<string> =>
  page.evaluate<string>(`return ${FORM}.shadowRoot?.querySelector('.root')?.innerText ?? ''`);
export const submitForm = (page: BrowserPage): Promise<void> => page.click(`${FORMS} button.primary`);

/** Types into a field until the form asks whether the submission may be kept, as it does once the outbox is loaded. */
export async function fillUntilAsked(page: BrowserPage, name: string, text: string): Promise<void> {
  await waitUntil('the outbox is loaded, and asks with the next input', async () => {
    await page.fill(name, text);
    return page.evaluate(`return ${FORM}.shadowRoot.querySelector('[name="outbox/refused"]') !== null`);
  });
}

/** Waits until the engine can keep a page with a form in its back/forward cache. From then on, `window.isRestored` says whether it did. */
export async function prepareForPageCache(page: BrowserPage): Promise<void> {
  // No engine caches a page while requests are pending. The last one is for the counts, once the code that sends is there.
  await page.waitFor(`performance.getEntriesByType('resource').some(({ name, responseEnd }) => responseEnd && name.includes('/counts.json'))`);
  // Nor while it holds a lock, as the outbox does while it reads.
  await waitUntil('the outbox does not read', async () => {
    await page.evaluate(`void navigator.locks.query().then(({ held, pending }) => {
      window.isOutboxIdle = ![...held, ...pending].some(({ name }) => name === 'action-widgets');
    })`);
    return page.evaluate<boolean>('return window.isOutboxIdle');
  });
  await page.evaluate(`addEventListener('pageshow', ({ persisted }) => (window.isRestored = persisted))`);
}

export function wrapPlaywrightPage(playwright: Page): PlaywrightPage {
  const consoleMessages: string[] = [];
  playwright.on('console', (message) => {
    if (['warning', 'error'].includes(message.type())) consoleMessages.push(message.text());
  });
  playwright.on('pageerror', (error) => consoleMessages.push(String(error)));
  let current: Page | Frame = playwright;
  let frame: string | undefined;
  const run = <T>(target: Page | Frame, body: string, args: unknown[]) =>
    target.evaluate<T>(`(function (...args) { ${body} })(...${JSON.stringify(args)})`);
  const evaluate = <T>(body: string, ...args: unknown[]) => run<T>(current, body, args);
  const press = (key: string) => playwright.keyboard.press(key);
  const context = playwright.context();
  return {
    engine: context.browser()!.browserType().name() as Engine,
    playwright,
    context,
    consoleMessages,
    evaluate,
    async goto(url) {
      current = playwright;
      frame = undefined;
      await playwright.goto(url);
    },
    async enterFrame(selector) {
      const element = selector && (await playwright.locator(selector).elementHandle());
      current = (element && (await element.contentFrame())) || playwright;
      frame = selector;
    },
    url: () => Promise.resolve(playwright.url()),
    async waitFor(expression, timeout) {
      await waitUntil(expression, () => evaluate<boolean>(`return Boolean(${expression})`), timeout);
    },
    ...createUserInput({
      evaluate,
      evaluateInTopPage: (body, ...args) => run(playwright, body, args),
      getFrame: () => frame,
      clickAt: (x, y) => playwright.mouse.click(x, y),
      press,
      insertText: (text) => playwright.keyboard.insertText(text),
    }),
    press,
    type: (text) => playwright.keyboard.type(text),
    setViewport: (width, height) => playwright.setViewportSize({ width, height }),
    screenshot: () => playwright.screenshot(),
    close: () => context.close(),
  };
}

const viewport = { width: 1280, height: 720 };
const createPage = async (browser: Browser, options: BrowserContextOptions = {}): Promise<Page> =>
  (await browser.newContext({ viewport, ...options })).newPage();

export const openPageIn = async (browser: Browser, options: BrowserContextOptions = {}): Promise<PlaywrightPage> =>
  wrapPlaywrightPage(await createPage(browser, options));

function wrapWebKitPage(webkit: WebKitBrowser): BrowserPage {
  let frame: string | undefined;
  const evaluate = <T>(body: string, ...args: unknown[]) =>
    webkit.evaluate<T>(`return (function (...args) { ${body} })(...arguments)`, ...args);
  const press = async (key: string) => void (await webkit.page.keyboard.press(key));
  const type = async (text: string) => void (await webkit.page.keyboard.type(text));
  async function inTopPage<T>(action: () => Promise<T>): Promise<T> {
    if (frame !== undefined) await webkit.enterFrame();
    try {
      return await action();
    } finally {
      if (frame !== undefined) await webkit.enterFrame(frame);
    }
  }
  return {
    engine: 'webkit',
    consoleMessages: [],
    async goto(url) {
      frame = undefined;
      await webkit.goto(url);
    },
    async enterFrame(selector) {
      frame = selector;
      await webkit.enterFrame(selector);
    },
    url: () => webkit.url(),
    evaluate,
    waitFor: (expression, timeout) => webkit.waitFor(expression, timeout),
    ...createUserInput({
      evaluate,
      evaluateInTopPage: (body, ...args) => inTopPage(() => evaluate(body, ...args)),
      getFrame: () => frame,
      // The driver's mouse takes positions in the top page only.
      clickAt: (x, y) => inTopPage(async () => void (await webkit.page.mouse.click(x, y))),
      press,
      insertText: type,
    }),
    press,
    type,
    setViewport: (width, height) => webkit.page.setViewport({ width, height }),
    screenshot: () => webkit.screenshot(),
    close: () => webkit.goto('about:blank'),
  };
}

// Each browser starts once per process, when the first test needs it.
const browsers = new Map<string, Promise<Browser>>();
let webkit: Promise<WebKitBrowser> | undefined;
after(async () => {
  for (const browser of browsers.values()) await (await browser).close();
  await (await webkit)?.stop();
});

function getBrowser(engine: 'chromium' | 'firefox'): Promise<Browser> {
  const browser = browsers.get(engine) ?? launchBrowser(engine);
  browsers.set(engine, browser);
  return browser;
}

type OpenPage<P extends BrowserPage = BrowserPage, Options = undefined> = (options?: Options) => Promise<P>;

/** Wraps `open` so that each page is released after its test. */
function releaseAfterEach<P extends BrowserPage, Options>(
  open: (options?: Options) => Promise<P>,
  release: (page: P) => Promise<void>,
): OpenPage<P, Options> {
  const openPages: P[] = [];
  afterEach(async () => {
    for (const page of openPages.splice(0)) await release(page);
  });
  return async (options) => {
    const page = await open(options);
    openPages.push(page);
    return page;
  };
}

/** Runs a suite in Chromium and Firefox; every page has a fresh profile. */
export function describeInPlaywright(
  name: string,
  suite: (openPage: OpenPage<PlaywrightPage, BrowserContextOptions>, engine: 'chromium' | 'firefox') => void,
  engines: readonly ('chromium' | 'firefox')[] = ['chromium', 'firefox'],
): void {
  for (const engine of engines.filter((one) => selectedBrowsers.includes(one)))
    describe(`${name} (${engine})`, () =>
      suite(releaseAfterEach(async (options) => openPageIn(await getBrowser(engine), options), (page) => page.close()), engine));
}

/** Pages kept for reuse: a new one, with its process, takes Firefox as long as a short test. */
const idlePages = { chromium: [] as Page[], firefox: [] as Page[] };

/** Runs a suite in all three engines. Pages that are open at the same time have separate profiles; later pages may reuse one. */
export function describeInAllBrowsers(name: string, suite: (openPage: OpenPage, engine: Engine) => void): void {
  for (const engine of ['chromium', 'firefox'] as const)
    if (selectedBrowsers.includes(engine))
      describe(`${name} (${engine})`, () => {
        const open = async () => {
          const page = idlePages[engine].pop() ?? (await createPage(await getBrowser(engine)));
          await page.bringToFront();
          return wrapPlaywrightPage(page);
        };
        const release = async ({ playwright, context }: PlaywrightPage) => {
          playwright.removeAllListeners();
          try {
            await playwright.goto('about:blank');
            await playwright.setViewportSize(viewport);
            idlePages[engine].push(playwright);
          } catch {
            await context.close(); // The page was still navigating.
          }
        };
        suite(releaseAfterEach(open, release), engine);
      });
  if (!selectedBrowsers.includes('webkit')) return;
  describe(`${name} (webkit)`, () => {
    suite(async () => wrapWebKitPage(await (webkit ??= openWebKit())), 'webkit');
  });
}
