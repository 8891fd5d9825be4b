import { defaultReporter } from '@web/test-runner';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import puppeteer from 'puppeteer-core';
import { browserFiles } from './scripts/test-suites.mjs';
import { chromiumArgs, requireBrowser, selectedBrowsers } from './test/support/browsers/browsers.mjs';
import { totalsReporter } from './test/support/reporters/browser-totals.mjs';
import { createLanguageSamples } from './test/support/full-icu.ts';
import { webkitLauncher } from './test/support/browsers/webkit-launcher.mjs';

/** A page with an unsent letter asks before it closes; without an answer, the test run would never end. */
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
  files: browserFiles,
  nodeResolve: { exportConditions: ['development'] },
  concurrency: 1, // two pages at once would steal the focus from each other
  concurrentBrowsers: 2,
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 300_000,
  testFramework: { config: { timeout: 60_000 } }, // generous, for busy machines
  filterBrowserLogs: ({ args }) => !String(args[0]).includes('Lit is in dev mode'),
  reporters: [
    defaultReporter({ reportTestProgress: Boolean(process.stdout.isTTY) && !process.env.CI }),
    totalsReporter(),
  ],
  // V8 coverage, from Chromium only
  coverageConfig: {
    include: ['src/**/*.ts'],
    reporters: ['text-summary', 'lcovonly', 'html'],
  },
  plugins: [
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)) }),
    { name: 'full-icu', serve: async ({ path }) => (path === '/full-icu.json' ? { body: JSON.stringify(await createLanguageSamples()) } : undefined) },
  ],
  browsers: selectedBrowsers.map((engine) => launchers[engine](requireBrowser(engine))),
};
