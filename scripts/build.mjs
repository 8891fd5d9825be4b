// npm run build    writes dist/web/, the files for script tags, and the two packages: dist/lib/ and dist/server/
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

function run(command, ...args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

rmSync('dist', { recursive: true, force: true });
run('node', 'build/generate.mjs');
run('tsc', '-p', 'tsconfig.build.json');
run('node', 'build/plain-types.mjs');
run('rollup', '-c', '--silent');
run('node', 'build/compress.mjs');
run('tsc', '-p', 'tsconfig.server.json');
run('node', 'build/server-package.mjs');
