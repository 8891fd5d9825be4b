// WebKitGTK as a Web Test Runner browser: one window, one test file after another.
import { startWebKit } from './webkit-driver.mjs';

/** A BrowserLauncher, as @web/test-runner-core defines it. */
export function webkitLauncher({ name = 'WebKit', ...options } = {}) {
  const active = new Set();
  let starting;
  let webkit;
  let queue = Promise.resolve();
  const queued = (step) => (queue = queue.then(step, step));

  return {
    name,
    type: 'puppeteer', // so that sendKeys, sendMouse and setViewport call getPage()
    concurrency: 1,
    async startSession(id, url) {
      webkit = await (starting ??= startWebKit(options));
      await queued(() => {
        active.add(id);
        return webkit.call('POST', '/url', { url });
      });
    },
    isActive: (id) => active.has(id),
    getPage: () => webkit.page,
    getBrowserUrl: () => queued(() => webkit.call('GET', '/url')),
    stopSession: (id) =>
      queued(async () => {
        active.delete(id);
        await webkit.call('POST', '/url', { url: 'about:blank' });
        await webkit.page.setViewport({ width: 800, height: 600 });
        return {};
      }),
    stop: () =>
      queued(async () => {
        await webkit?.stop();
        starting = webkit = undefined;
      }),
    startDebugSession() {
      throw new Error('WebKit has no debug session here: open the page in MiniBrowser, Epiphany or Safari');
    },
  };
}
