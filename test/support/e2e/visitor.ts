/** Somebody who reads a page and writes a letter or a card on it, the same in three engines. */
import { after, afterEach, describe } from 'node:test';
import { selectedBrowsers, type Engine } from '../browsers/browsers.mjs';
import { launch } from './browsers.ts';
import { handOf } from './user-input.ts';
import { until } from '../until.ts';
import { openWebKit, type WebKitBrowser } from './webkit.ts';
import type { Browser, BrowserContext, BrowserContextOptions, Frame, Page } from 'playwright-core';

export interface Visitor {
  engine: Engine;
  go(url: string): Promise<void>;
  /** Goes into a frame of the page, or back out: all that follows is about what is there. */
  into(frame?: string): Promise<void>;
  url(): Promise<string>;
  /** Runs the body of a function in the page and answers what it returns. */
  js<T>(body: string, ...args: unknown[]): Promise<T>;
  /** Waits until an expression of the page is truthy. */
  until(expression: string, timeout?: number): Promise<void>;
  /** Replaces what stands in a field of the letter that is shown, by its name. */
  write(name: string, text: string): Promise<void>;
  /** Clicks on the first that matches and is shown, also in shadow roots. */
  click(selector: string): Promise<void>;
  /** Presses a key: a character, or a name (Tab, Enter, …). */
  key(key: string): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  /** What the window shows, as a PNG. */
  picture(): Promise<Buffer>;
  /** Everything that went to the console as a warning or an error, where the engine tells it. */
  console: string[];
  close(): Promise<void>;
}

/** With Playwright's own page beside it, for what only it can do. */
export interface PlaywrightVisitor extends Visitor {
  page: Page;
  context: BrowserContext;
}

const FORMS = ':is(action-letter, postcard-form)';
/** The state of the first letter or card, and what it shows. */
export const LETTER = `document.querySelector('${FORMS}')`;
export const inState = (visitor: Visitor, state: string, timeout?: number): Promise<void> =>
  visitor.until(`${LETTER}?.getAttribute('state') === '${state}'`, timeout);
export const shown = (visitor: Visitor): Promise<string> =>
  visitor.js<string>(`return ${LETTER}.shadowRoot?.querySelector('.root')?.innerText ?? ''`);
export const send = (visitor: Visitor): Promise<void> => visitor.click(`${FORMS} button.primary`);

/** What somebody does at one page of Chromium or Firefox. */
function visitPage(page: Page): PlaywrightVisitor {
  const said: string[] = [];
  page.on('console', (message) => {
    if (['warning', 'error'].includes(message.type())) said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(String(error)));
  let at: Page | Frame = page;
  let within: string | undefined;
  const run = <T>(where: Page | Frame, body: string, args: unknown[]) =>
    where.evaluate<T>(`(function (...args) { ${body} })(...${JSON.stringify(args)})`);
  const js = <T>(body: string, ...args: unknown[]) => run<T>(at, body, args);
  const context = page.context();
  return {
    engine: context.browser()!.browserType().name() as Engine,
    page,
    context,
    console: said,
    js,
    async go(url) {
      at = page;
      within = undefined;
      await page.goto(url);
    },
    async into(frame) {
      const element = frame && (await page.locator(frame).elementHandle());
      at = (element && (await element.contentFrame())) || page;
      within = frame;
    },
    url: () => Promise.resolve(page.url()),
    async until(expression, timeout) {
      await until(expression, () => js<boolean>(`return Boolean(${expression})`), timeout);
    },
    ...handOf({
      js,
      outermost: (body, ...args) => run(page, body, args),
      frame: () => within,
      press: (x, y) => page.mouse.click(x, y),
      key: (key) => page.keyboard.press(key),
      type: (text) => page.keyboard.insertText(text),
    }),
    key: (key) => page.keyboard.press(key),
    resize: (width, height) => page.setViewportSize({ width, height }),
    picture: () => page.screenshot(),
    close: () => context.close(),
  };
}

const viewport = { width: 1280, height: 720 };
const newPage = async (browser: Browser, options: BrowserContextOptions = {}): Promise<Page> =>
  (await browser.newContext({ viewport, ...options })).newPage();

export const visitWith = async (browser: Browser, options: BrowserContextOptions = {}): Promise<PlaywrightVisitor> =>
  visitPage(await newPage(browser, options));

export function visitWebKit(webkit: WebKitBrowser): Visitor {
  let within: string | undefined;
  const js = <T>(body: string, ...args: unknown[]) => webkit.js<T>(`return (function (...args) { ${body} })(...arguments)`, ...args);
  const key = async (key: string) => void (await webkit.page.keyboard.press(key));
  return {
    engine: 'webkit',
    console: [],
    async go(url) {
      within = undefined;
      await webkit.go(url);
    },
    async into(frame) {
      within = frame;
      await webkit.into(frame);
    },
    url: () => webkit.url(),
    js,
    until: (expression, timeout) => webkit.until(expression, timeout),
    ...handOf({
      js,
      async outermost(body, ...args) {
        await webkit.into();
        try {
          return await js(body, ...args);
        } finally {
          await webkit.into(within);
        }
      },
      frame: () => within,
      async press(x, y) {
        // Its mouse knows the outermost page alone.
        if (within !== undefined) await webkit.into();
        await webkit.page.mouse.click(x, y);
        if (within !== undefined) await webkit.into(within);
      },
      key,
      type: async (text) => void (await webkit.page.keyboard.type(text)),
    }),
    key,
    resize: (width, height) => webkit.page.setViewport({ width, height }),
    picture: () => webkit.picture(),
    close: () => webkit.go('about:blank'),
  };
}

// Each browser is started once for a file, when its first test wants it.
const browsers = new Map<string, Promise<Browser>>();
let webkit: Promise<WebKitBrowser> | undefined;
after(async () => {
  for (const browser of browsers.values()) await (await browser).close();
  await (await webkit)?.stop();
});

const started = (engine: 'chromium' | 'firefox'): Promise<Browser> => {
  const browser = browsers.get(engine) ?? launch(engine);
  browsers.set(engine, browser);
  return browser;
};

type Visit<V extends Visitor = Visitor, O = undefined> = (options?: O) => Promise<V>;

/** Gives out visitors whose visit ends when its test does. */
function visits<V extends Visitor, O>(open: (options?: O) => Promise<V>, end: (visitor: V) => Promise<void>): Visit<V, O> {
  const here: V[] = [];
  afterEach(async () => {
    for (const visitor of here.splice(0)) await end(visitor);
  });
  return async (options) => {
    const visitor = await open(options);
    here.push(visitor);
    return visitor;
  };
}

/** Runs a suite in Chromium and Firefox; every visit has a fresh profile. */
export function inPlaywright(
  name: string,
  suite: (visit: Visit<PlaywrightVisitor, BrowserContextOptions>, engine: 'chromium' | 'firefox') => void,
  which: readonly ('chromium' | 'firefox')[] = ['chromium', 'firefox'],
): void {
  for (const engine of which.filter((one) => selectedBrowsers.includes(one)))
    describe(`${name} (${engine})`, () =>
      suite(visits(async (options) => visitWith(await started(engine), options), (visitor) => visitor.close()), engine));
}

/** Pages that nobody looks at: a new one, with its process, takes Firefox as long as a short test. */
const idle = { chromium: [] as Page[], firefox: [] as Page[] };

/** Runs a suite in all three engines; visits at the same time have a profile each, one after the other may share one. */
export function inAll(name: string, suite: (visit: Visit, engine: Engine) => void): void {
  for (const engine of ['chromium', 'firefox'] as const)
    if (selectedBrowsers.includes(engine))
      describe(`${name} (${engine})`, () => {
        const open = async () => {
          const page = idle[engine].pop() ?? (await newPage(await started(engine)));
          await page.bringToFront();
          return visitPage(page);
        };
        const end = async ({ page, context }: PlaywrightVisitor) => {
          page.removeAllListeners();
          try {
            await page.goto('about:blank');
            await page.setViewportSize(viewport);
            idle[engine].push(page);
          } catch {
            await context.close(); // it was still on its way somewhere
          }
        };
        suite(visits(open, end), engine);
      });
  if (!selectedBrowsers.includes('webkit')) return;
  describe(`${name} (webkit)`, () => {
    suite(async () => visitWebKit(await (webkit ??= openWebKit())), 'webkit');
  });
}
