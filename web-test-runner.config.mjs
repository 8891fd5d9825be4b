import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { chromiumArgs, requireBrowser, selectedBrowsers } from './test/support/browsers/browsers.mjs';
import { totalsReporter } from './test/support/reporters/browser-totals.mjs';
import { spoken } from './test/support/full-icu.ts';
import { webkitLauncher } from './test/support/browsers/webkit-launcher.mjs';

/** A page that keeps a letter asks whoever leaves it; when the tests have ended, nobody would answer. */
async function createPage({ context }) {
  const page = await context.newPage();
  page.on('dialog', (dialog) => dialog.type() === 'beforeunload' && dialog.accept());
  return page;
}

const launchers = {
  chromium: (executablePath) => chromeLauncher({ puppeteer, createPage, launchOptions: { executablePath, args: chromiumArgs } }),
  // puppeteer-core drives stock Firefox over WebDriver BiDi
  firefox: (executablePath) => chromeLauncher({ puppeteer, launchOptions: { browser: 'firefox', executablePath } }),
  webkit: (driver) => webkitLauncher({ driver }),
};

export default {
  files: [
    'out-tsc/test/{components,api,i18n,share-image}/**/*.test.js', // scripts/test.mjs compiles them
    'out-tsc/test/matrix/{en,km,ar}.test.js', // the others: npm run matrix
  ],
  nodeResolve: { exportConditions: ['development'] },
  concurrency: 1, // two pages at once take the focus from each other
  concurrentBrowsers: 2,
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 180_000,
  testFramework: { config: { timeout: 20_000 } }, // the first axe run is slow on a busy machine
  filterBrowserLogs: ({ args }) => !String(args[0]).includes('Lit is in dev mode'),
  reporters: [
    defaultReporter({ reportTestProgress: Boolean(process.stdout.isTTY) && !process.env.CI }),
    totalsReporter(),
  ],
  // V8 coverage from Chromium only; the source maps lead back to src/*.ts
  coverageConfig: {
    include: ['out-tsc/src/**/*.js'],
    reporters: ['text-summary', 'lcovonly', 'html'],
  },
  plugins: [{ name: 'full-icu', serve: async ({ path }) => (path === '/full-icu.json' ? { body: JSON.stringify(await spoken()) } : undefined) }],
  browsers: selectedBrowsers.map((engine) => launchers[engine](requireBrowser(engine))),
};
