// npm run build [-- --steps]    writes dist/web/, the files for script tags, and the two packages: dist/lib/ and dist/server/
// With --steps, only the steps are shown, each as it begins, and errors.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { describeSources, writeBuildRecord } from './build-record.mjs';

const stdout = process.argv.includes('--steps') ? 'ignore' : 'inherit';

async function run(command, ...args) {
  const [status] = await once(spawn(command, args, { stdio: ['inherit', stdout, 'inherit'] }), 'exit');
  if (status !== 0) process.exit(status ?? 1);
}

const begin = (step) => console.log(`- ${step} …`);

async function buildLibrary() {
  begin('compile the package for developers');
  await run('tsc', '-p', 'tsconfig.build.json');
  await run('node', 'build/plain-types.mjs');
}

async function buildServer() {
  begin('compile the server');
  await run('tsc', '-p', 'tsconfig.server.json');
}

async function buildScripts() {
  begin('bundle the scripts of the widgets, which takes the longest');
  await run('rollup', '-c', '--silent');
  begin('compress them');
  await run('node', 'build/compress.mjs');
}

const sources = describeSources();
rmSync('dist', { recursive: true, force: true });
begin('generate messages, validators and the JSON Schema');
await run('node', 'build/generate.mjs');
await Promise.all([buildScripts(), buildLibrary().then(buildServer)]);
begin('put the package of the server together');
await run('node', 'build/server-package.mjs');
writeBuildRecord(sources);
