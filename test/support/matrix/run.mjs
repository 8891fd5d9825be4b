// The head of the page: what was run, with what.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { requireBrowser, selectedBrowsers } from '../browsers/browsers.mjs';

const axe = JSON.parse(readFileSync(new URL('../../../node_modules/axe-core/package.json', import.meta.url), 'utf8')).version;
const names = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKitGTK' };

/** Of an engine: WebKit's driver told its own when it was started. */
function versionOf(engine) {
  const said = engine === 'webkit' ? process.env.WEBKIT_VERSION : execFileSync(requireBrowser(engine), ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return /\d+(\.\d+)+/.exec(said)[0];
}

export function describeRun(runs, failed) {
  const engines = selectedBrowsers.map((engine) => `${names[engine]} ${versionOf(engine)}`);
  return `# Every element in every state, looked at by axe

Made by \`npm run matrix\`, never by hand. Each state below was brought about in a page, by pressing what a supporter presses,
in each language, in the light and the dark theme, in ${engines.join(', ')}, and looked at by axe-core ${axe} with its rules for
WCAG 2.0, 2.1 and 2.2, levels A and AA, and its best practices: ${runs.toLocaleString('en')} looks, ${failed ? `**${failed} with a fault**` : 'no fault'}. A ✓ stands for both themes in all engines; elsewhere
it says in how many of them a fault was found. What axe can not see is in [accessibility.md](accessibility.md).
`;
}
