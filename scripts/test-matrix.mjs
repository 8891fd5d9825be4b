// npm run matrix            runs axe for elements × states × themes × languages × engines, and writes the results to docs/matrix.md
// npm run matrix -- km ar   only these languages, without writing the page
import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireBrowser, selectedBrowsers } from '../test/support/browsers/browsers.mjs';
import { startWebKit } from '../test/support/browsers/webkit-driver.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const languages = process.argv.slice(2);
const env = { ...process.env, PATH: join(root, 'node_modules/.bin') + delimiter + process.env.PATH };

if (selectedBrowsers.includes('webkit')) {
  const webkit = await startWebKit({ driver: requireBrowser('webkit') });
  env.WEBKIT_VERSION = webkit.version;
  await webkit.stop();
}
env.MATRIX_FILE = languages.length ? devNull : 'docs/matrix.md';

function run(command, ...args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}

run('node', 'build/generate.mjs');
const files = languages.map((language) => `test/matrix/${language}.test.ts`);
run('wtr', '--config', 'test/support/matrix/wtr.config.mjs', ...(files.length ? ['--files', ...files] : []));
