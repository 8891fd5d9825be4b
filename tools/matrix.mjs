// npm run matrix            elements × states × themes × languages × engines: axe looks at each, and docs/matrix.md says what it found
// npm run matrix -- km ar   those languages alone, and the page is left as it is
import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { need, wanted } from './browsers.mjs';
import { startWebKit } from './webkit-driver.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const languages = process.argv.slice(2);
const env = { ...process.env, PATH: join(root, 'node_modules/.bin') + delimiter + process.env.PATH };

if (wanted.includes('webkit')) {
  const webkit = await startWebKit({ driver: need('webkit') });
  env.WEBKIT_VERSION = webkit.version;
  await webkit.stop();
}
env.MATRIX_FILE = languages.length ? devNull : 'docs/matrix.md';

function run(command, ...args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}

run('node', 'tools/generate.mjs');
const files = languages.map((language) => `test/matrix/${language}.test.ts`);
run('wtr', '--config', 'tools/matrix/wtr.config.mjs', ...(files.length ? ['--files', ...files] : []));
