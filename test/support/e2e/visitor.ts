/** Somebody who reads a page and writes a letter or a card on it, the same in three engines. */
import { after, afterEach, describe } from 'node:test';
import { wanted, type Engine } from '../../../tools/browsers.mjs';
import { launch } from './browsers.ts';
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

// A field in the shadow root of the letter, or on a plain page.
const FIELD = `(${LETTER}?.shadowRoot?.querySelector('[name="' + name + '"]') ?? document.querySelector('[name="' + name + '"]'))`;

export async function visitWith(browser: Browser, options: BrowserContextOptions = {}): Promise<PlaywrightVisitor> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const said: string[] = [];
  page.on('console', (message) => {
    if (['warning', 'error'].includes(message.type())) said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(String(error)));
  let at: Page | Frame = page;
  const js = <T>(body: string, ...args: unknown[]) =>
    at.evaluate<T>(`(function (...args) { ${body} })(...${JSON.stringify(args)})`);
  return {
    engine: browser.browserType().name() as Engine,
    page,
    context,
    console: said,
    js,
    async go(url) {
      at = page;
      await page.goto(url);
    },
    async into(frame) {
      const element = frame && (await page.locator(frame).elementHandle());
      at = (element && (await element.contentFrame())) || page;
    },
    url: () => Promise.resolve(page.url()),
    async until(expression, timeout) {
      await until(expression, () => js<boolean>(`return Boolean(${expression})`), timeout);
    },
    async write(name, text) {
      const field = at.locator(`[name="${name}"]:visible`);
      if ((await field.evaluate((element) => element.localName)) === 'select') await field.selectOption(text);
      else await field.fill(text);
    },
    click: (selector) => at.locator(selector).filter({ visible: true }).first().click(),
    key: (key) => page.keyboard.press(key),
    resize: (width, height) => page.setViewportSize({ width, height }),
    picture: () => page.screenshot(),
    close: () => context.close(),
  };
}

export function visitWebKit(webkit: WebKitBrowser): Visitor {
  let within: string | undefined;
  const click = async (selector: string) => {
    const [, host = 'none', inside = selector] = /^([a-z]+-[a-z-]+|:is\([^)]*\)) (.*)$/.exec(selector) ?? [];
    const [x, y] = await webkit.js<[number, number]>(
      `const [host, inside] = arguments;
      const roots = [...document.querySelectorAll(host)].map((one) => one.shadowRoot).filter(Boolean);
      const all = [...roots, document].flatMap((root) => [...root.querySelectorAll(inside)]);
      const target = all.find((one) => one.getClientRects().length);
      target.scrollIntoView({ block: 'center', behavior: 'instant' });
      const { x, y, width, height } = target.getBoundingClientRect();
      return [x + width / 2, y + height / 2];`,
      host,
      inside,
    );
    if (!within) return void (await webkit.page.mouse.click(x, y));
    // Its mouse knows the outermost page alone, and a frame scrolls none but itself.
    await webkit.into();
    const [left, top] = await webkit.js<[number, number]>(
      `const [frame, y] = arguments;
      const box = () => document.querySelector(frame).getBoundingClientRect();
      scrollBy({ top: box().top + y - innerHeight / 2, behavior: 'instant' });
      return [box().left, box().top];`,
      within,
      y,
    );
    await webkit.page.mouse.click(left + x, top + y);
    await webkit.into(within);
  };
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
    js: (body, ...args) => webkit.js(`return (function (...args) { ${body} })(...arguments)`, ...args),
    until: (expression, timeout) => webkit.until(expression, timeout),
    async write(name, text) {
      // Into a frame the focus comes only by a hand.
      if (within) await click(`${FORMS} [name="${name}"]`);
      const isSelect = await webkit.js<boolean>(
        `const [name, text] = arguments; const field = ${FIELD};
        if (field.localName !== 'select') { field.focus(); field.select(); return false; }
        field.value = text; field.dispatchEvent(new Event('change', { bubbles: true })); return true;`,
        name,
        text,
      );
      if (!isSelect) await webkit.page.keyboard.type(text);
    },
    click,
    async key(key) {
      await webkit.page.keyboard.press(key);
    },
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

/** Runs a suite in Chromium and Firefox; every visit has a fresh profile, and ends when its test does. */
export function inPlaywright(
  name: string,
  suite: (visit: Visit<PlaywrightVisitor, BrowserContextOptions>, engine: 'chromium' | 'firefox') => void,
  which: readonly ('chromium' | 'firefox')[] = ['chromium', 'firefox'],
): void {
  for (const engine of which) {
    if (!wanted.includes(engine)) continue;
    describe(`${name} (${engine})`, () => {
      const open: PlaywrightVisitor[] = [];
      afterEach(async () => {
        for (const visitor of open.splice(0)) await visitor.close();
      });
      suite(async (options) => {
        const visitor = await visitWith(await started(engine), options);
        open.push(visitor);
        return visitor;
      }, engine);
    });
  }
}

/** Runs a suite in all three engines. */
export function inAll(name: string, suite: (visit: Visit, engine: Engine) => void): void {
  inPlaywright(name, (visit, engine) => suite(() => visit(), engine));
  if (!wanted.includes('webkit')) return;
  describe(`${name} (webkit)`, () => {
    suite(async () => visitWebKit(await (webkit ??= openWebKit())), 'webkit');
  });
}
