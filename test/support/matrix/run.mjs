// The introduction of the page: what was tested, and with which versions.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { requireBrowser, selectedBrowsers } from '../browsers/browsers.mjs';

const axe = JSON.parse(readFileSync(new URL('../../../node_modules/axe-core/package.json', import.meta.url), 'utf8')).version;
const names = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKitGTK' };

/** WebKit's driver reports its version when it starts. */
function getVersion(engine) {
  const output = engine === 'webkit' ? process.env.WEBKIT_VERSION : execFileSync(requireBrowser(engine), ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return /\d+(\.\d+)+/.exec(output)[0];
}

export function describeRun(runs, failed) {
  const engines = selectedBrowsers.map((engine) => `${names[engine]} ${getVersion(engine)}`);
  return `# Every element in every state, tested with axe

\`npm run matrix\` generates this page; do not edit it. Each state below was reached in a real page, by doing what a supporter does, in each
language, in the light and the dark theme, in ${engines.join(', ')}, and tested with axe-core ${axe}: its rules for WCAG
2.0, 2.1 and 2.2, levels A and AA, and its best practices. Result: ${runs.toLocaleString('en')} tests, ${failed ? `**${failed} with a violation**` : 'no violation'}. ✓ means no violation in both themes and in
all engines; otherwise, the cell says in how many of them there was one. For what axe cannot test, see [accessibility.md](accessibility.md).
`;
}
