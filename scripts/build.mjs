// npm run build    writes dist/web/, the files for script tags, and the two packages: dist/lib/ and dist/server/
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { describeSources, writeBuildRecord } from './build-record.mjs';

async function run(command, ...args) {
  const [status] = await once(spawn(command, args, { stdio: 'inherit' }), 'exit');
  if (status !== 0) process.exit(status ?? 1);
}

async function buildLibrary() {
  await run('tsc', '-p', 'tsconfig.build.json');
  await run('node', 'build/plain-types.mjs');
}

async function buildScripts() {
  await run('rollup', '-c', '--silent');
  await run('node', 'build/compress.mjs');
}

const sources = describeSources();
rmSync('dist', { recursive: true, force: true });
await run('node', 'build/generate.mjs');
await Promise.all([buildScripts(), buildLibrary().then(() => run('tsc', '-p', 'tsconfig.server.json'))]);
await run('node', 'build/server-package.mjs');
writeBuildRecord(sources);
