// The first half of `npm start`: builds the project if the build is missing or older than its sources.
import { spawnSync } from 'node:child_process';
import { isBuildFresh } from './build-record.mjs';

if (!isBuildFresh()) {
  console.log('building, which takes a few minutes');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
  process.exitCode = status ?? 1;
}
