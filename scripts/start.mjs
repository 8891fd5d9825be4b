// npm start: builds what is not built, or older than its sources, and runs the endpoint with the demo.
import { spawn, spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';

// What is generated is no source: every test run writes it anew.
const newest = (pattern) =>
  Math.max(0, ...globSync(pattern).filter((file) => !file.endsWith('.gen.ts')).map((file) => statSync(file).mtimeMs));
const sources = newest('{src/**/*.{ts,json},{build,scripts}/*.mjs,rollup.config.mjs,package-lock.json}');
const built = statSync('dist/web/actions.js', { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (built < sources) {
  console.log('building');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}

// What Node compiled once it need not compile again: half the start, and a fifth of the memory.
const env = { NODE_COMPILE_CACHE: 'node_modules/.cache/node', ...process.env };
const endpoint = spawn('node', ['src/cli/bin.ts', 'serve', '--demo'], { stdio: 'inherit', env });
// It stops by itself when it is told to; this process waits for it.
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => endpoint.kill(signal));
endpoint.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
