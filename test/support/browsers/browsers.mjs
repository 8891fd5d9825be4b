// Finds real browsers on this machine. CHROME_PATH, FIREFOX_PATH and WEBKIT_DRIVER_PATH override.
import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRoot } from './apt.mjs';

const { env, platform } = process;

/** Every engine the tests run in. */
export const engines = ['chromium', 'firefox', 'webkit'];

/** The engines of this run: all, unless BROWSERS (chromium,firefox,webkit) names fewer. */
export const selectedBrowsers = (env.BROWSERS ?? '').split(',').map((name) => name.trim()).filter(Boolean);
if (selectedBrowsers.length === 0) selectedBrowsers.push(...engines);
for (const name of selectedBrowsers) {
  if (!engines.includes(name)) throw new Error(`BROWSERS names ${name}: it knows ${engines.join(', ')}`);
}

/** Where scripts/install-browsers.mjs puts what it downloads. */
export const downloads = fileURLToPath(new URL('../../../node_modules/.cache/browsers', import.meta.url));

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function downloaded(folder, ...endings) {
  try {
    return readdirSync(join(downloads, folder), { recursive: true })
      .map(String)
      .filter((file) => endings.some((ending) => file.endsWith(ending)))
      .map((file) => join(downloads, folder, file));
  } catch {
    return [];
  }
}

const onPath = (...names) =>
  names.flatMap((name) => (env.PATH ?? '').split(delimiter).filter(Boolean).map((folder) => join(folder, name)));
const onMac = (...apps) => apps.flatMap((app) => [`/Applications/${app}`, `${env.HOME}/Applications/${app}`]);
const onWindows = (...files) =>
  [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
    .filter(Boolean)
    .flatMap((folder) => files.map((file) => join(folder, file)));

const places = {
  chromium: {
    override: env.CHROME_PATH,
    linux: () =>
      onPath('chromium', 'google-chrome-stable', 'google-chrome', 'chromium-browser', 'microsoft-edge-stable', 'microsoft-edge'),
    darwin: () =>
      onMac(
        'Google Chrome.app/Contents/MacOS/Google Chrome',
        'Chromium.app/Contents/MacOS/Chromium',
        'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      ),
    win32: () =>
      onWindows(
        'Google\\Chrome\\Application\\chrome.exe',
        'Chromium\\Application\\chrome.exe',
        'Microsoft\\Edge\\Application\\msedge.exe',
      ),
    last: () => downloaded('chrome', '/chrome', '\\chrome.exe', '/Google Chrome for Testing'),
  },
  firefox: {
    override: env.FIREFOX_PATH,
    linux: () => onPath('firefox-esr', 'firefox'),
    darwin: () =>
      onMac('Firefox.app/Contents/MacOS/firefox', 'Firefox Developer Edition.app/Contents/MacOS/firefox'),
    win32: () => onWindows('Mozilla Firefox\\firefox.exe'),
    last: () => downloaded('firefox', '/firefox', '\\firefox.exe'),
  },
  webkit: { override: env.WEBKIT_DRIVER_PATH, linux: () => onPath('WebKitWebDriver'), last: () => [] },
};

/**
 * The executable of an engine; for WebKit, its WebDriver.
 * @param {'chromium' | 'firefox' | 'webkit'} engine
 * @returns {string | undefined} undefined if it is not installed
 */
export function findBrowser(engine) {
  const at = places[engine];
  return [at.override, ...(at[platform]?.() ?? []), ...at.last()].filter(Boolean).find(isExecutable);
}

/** Like findBrowser(), but throws if the engine is missing, so that no test is skipped silently. */
export function requireBrowser(engine) {
  const path = findBrowser(engine);
  if (!path) {
    throw new Error(
      `${engine} is not installed: npm run browsers:install, or name the engines to use: BROWSERS=chromium,firefox`,
    );
  }
  return path;
}

/**
 * Each window would load two pages of the browser itself for the list below its address bar, which takes half as long as the
 * rest of the window. The others are those of Playwright's own list that change what a page sees: of two lists, Chromium takes the last.
 */
const disabledFeatures = [
  'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup',
  'AvoidCorsURLLoaderRestartOnRedirect', 'BlockOriginHeaderModificationOnRedirect', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades',
  'NetworkTimeServiceQuerying', 'OptimizationHints', 'PaintHolding', 'ThirdPartyStoragePartitioning', 'Translate',
];

export const chromiumArgs = [
  ...(isRoot || env.CI ? ['--no-sandbox', '--disable-dev-shm-usage'] : []),
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${disabledFeatures.join(',')}`,
];
