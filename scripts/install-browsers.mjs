// npm run browsers:install [chromium firefox webkit]
// Makes sure that the engines the tests need are there, and a Khmer font to draw with. What is installed is used as it
// is; a Debian or Ubuntu root gets the rest from apt; anybody else is given a download of stock Chrome and Firefox, or
// told what to do. Ends with an error where an engine is missing; BROWSERS=chromium,firefox asks for fewer.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { aptInstall, hasApt, run } from '../test/support/browsers/apt.mjs';
import { downloads, findBrowser, selectedBrowsers } from '../test/support/browsers/browsers.mjs';

const named = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const kinds = named.length ? named : selectedBrowsers;
const missing = () => kinds.filter((kind) => !findBrowser(kind));

const os = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
const ubuntu = /^ID=ubuntu$/m.test(os); // there Chromium and Firefox are snaps, so only WebKit comes from apt
const packages = {
  chromium: ubuntu ? [] : ['chromium'],
  firefox: ubuntu ? [] : ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
};
const fonts = ['fonts-noto-core', 'fontconfig']; // Khmer, Arabic and the other scripts the tests show

/** true where text in Khmer can be drawn, or where nobody can tell (no fontconfig: macOS, Windows). */
function hasKhmer() {
  if (process.platform !== 'linux') return true;
  const { stdout } = spawnSync('fc-list', [':lang=km', 'family'], { encoding: 'utf8' });
  return Boolean(stdout?.trim());
}

const wants = [...missing().flatMap((kind) => packages[kind]), ...(hasKhmer() ? [] : fonts)];
if (wants.length && hasApt) aptInstall(...wants);

for (const [kind, build] of [['chromium', 'chrome@stable'], ['firefox', 'firefox@stable']]) {
  if (!missing().includes(kind) || process.env.NO_DOWNLOAD) continue;
  mkdirSync(downloads, { recursive: true });
  run('npx', ['--no', '@puppeteer/browsers', 'install', build, '--path', downloads]);
}

for (const kind of kinds) console.log(`${kind}: ${findBrowser(kind) ?? 'MISSING'}`);
if (!hasKhmer()) console.warn(`No font for Khmer: the tests run, but their pictures show boxes. Install ${fonts[0]}.`);
if (missing().length) {
  console.error(`Not installed: ${missing().join(', ')}.
As root on Debian or Ubuntu: apt-get install ${[...missing().flatMap((kind) => packages[kind]), ...fonts].join(' ')}
Elsewhere install Chrome or Chromium and Firefox, or name them in CHROME_PATH and FIREFOX_PATH. WebKit is tested on Linux only.
To test in fewer engines, name them: BROWSERS=chromium,firefox npm test`);
  process.exitCode = 1;
}
