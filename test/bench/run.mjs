// npm run bench                          every bench, one after the other
// npm run bench -- page --json FILE      one of them; further arguments go to it
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const benches = {
  page: 'page/bench.ts',
  keystrokes: 'page/keystrokes.ts',
  counters: 'page/counters.ts',
  server: 'server/bench.ts',
  messages: 'server/message-pages.ts',
};

const [name, ...rest] = process.argv.slice(2);
const isNamed = Object.hasOwn(benches, name ?? '');
const options = isNamed ? rest : process.argv.slice(2);

function run(file) {
  return new Promise((resolve, reject) => {
    const path = fileURLToPath(new URL(file, import.meta.url));
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path, ...options], { stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}

for (const [bench, file] of Object.entries(benches)) {
  if (isNamed && bench !== name) continue;
  console.log(`\n== ${bench}\n`);
  if (!(await run(file))) process.exitCode = 1;
}
