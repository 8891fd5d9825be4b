// npm run bench                          the page's bench, that of its clocks, the endpoint's, and that of a wall's pages
// npm run bench -- page --json FILE      one of them; what follows its name goes to it as it is
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const benches = { page: ['page/bench.ts'], counters: ['page/counters.ts'], endpoint: ['endpoint/bench.ts'], wall: ['endpoint/wall.ts'] };

const [first, ...rest] = process.argv.slice(2);
const only = Object.keys(benches).find((name) => name === first);
const options = only ? rest : process.argv.slice(2);

const run = (file) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...options], { stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });

for (const [name, files] of Object.entries(benches)) {
  if (only && name !== only) continue;
  const file = files.map((one) => fileURLToPath(new URL(one, import.meta.url))).find((one) => existsSync(one));
  if (!file) continue;
  console.log(`\n== ${name}\n`);
  if (!(await run(file))) process.exitCode = 1;
}
