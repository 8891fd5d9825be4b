// npm run build    compiles src/ into dist/lib/, and builds dist/web/ from that
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, rmSync } from 'node:fs';

function run(command, ...args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

rmSync('dist', { recursive: true, force: true });
run('node', 'build/generate.mjs');
run('tsc', '-p', 'tsconfig.build.json');
for (const file of globSync('**/*.json', { cwd: 'src' })) cpSync(`src/${file}`, `dist/lib/${file}`);
run('rollup', '-c', '--silent');
run('node', 'build/pin.mjs');
run('node', 'build/write-schema.mjs', 'dist/web/campaign.schema.json');
run('node', 'build/manifest.mjs');
