// npm run browsers:install [chromium firefox webkit]
// Makes sure that the browsers the tests need are installed, and a Khmer font. Installed browsers are used as they are. Root
// on Debian or Ubuntu gets the rest from apt; other users get a download of Chrome and Firefox, or instructions. Exits with
// an error if a browser is missing; BROWSERS=chromium,firefox requires fewer.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { aptInstall, hasApt, run } from '../test/support/browsers/apt.mjs';
import { downloads, findBrowser, selectedBrowsers } from '../test/support/browsers/browsers.mjs';

const requested = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const kinds = requested.length ? requested : selectedBrowsers;
const missing = () => kinds.filter((kind) => !findBrowser(kind));

const os = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
const ubuntu = /^ID=ubuntu$/m.test(os); // there Chromium and Firefox are snaps, so only WebKit comes from apt
const packages = {
  chromium: ubuntu ? [] : ['chromium'],
  firefox: ubuntu ? [] : ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
};
const fonts = ['fonts-noto-core', 'fontconfig']; // Khmer, Arabic and the other scripts the tests show

/** Whether a font for Khmer is installed; without fontconfig (macOS, Windows), that is assumed. */
function hasKhmer() {
  if (process.platform !== 'linux') return true;
  const { stdout } = spawnSync('fc-list', [':lang=km', 'family'], { encoding: 'utf8' });
  return Boolean(stdout?.trim());
}

const neededPackages = [...missing().flatMap((kind) => packages[kind]), ...(hasKhmer() ? [] : fonts)];
if (neededPackages.length && hasApt) aptInstall(...neededPackages);

for (const [kind, build] of [['chromium', 'chrome@stable'], ['firefox', 'firefox@stable']]) {
  if (!missing().includes(kind) || process.env.NO_DOWNLOAD) continue;
  mkdirSync(downloads, { recursive: true });
  run('npx', ['--no', '@puppeteer/browsers', 'install', build, '--path', downloads]);
}

for (const kind of kinds) console.log(`${kind}: ${findBrowser(kind) ?? 'MISSING'}`);
if (!hasKhmer()) console.warn(`No font for Khmer: the tests run, but their screenshots show boxes. Install ${fonts[0]}.`);
if (missing().length) {
  console.error(`Not installed: ${missing().join(', ')}.
As root on Debian or Ubuntu: apt-get install ${[...missing().flatMap((kind) => packages[kind]), ...fonts].join(' ')}
Elsewhere install Chrome or Chromium and Firefox, or set CHROME_PATH and FIREFOX_PATH. WebKit is tested on Linux only.
To test in fewer browsers: BROWSERS=chromium,firefox npm test`);
  process.exitCode = 1;
}
