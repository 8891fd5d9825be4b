// The first half of `npm start`: builds the project if the build is missing or older than its sources.
import { spawnSync } from 'node:child_process';
import { isBuildFresh } from './build-record.mjs';

if (!isBuildFresh()) {
  console.log('The project is built once, and again after changes of its sources. This takes a few minutes:');
  const { status } = spawnSync('npm', ['run', '--silent', 'build', '--', '--steps'], { stdio: ['ignore', 'inherit', 'inherit'] });
  process.exitCode = status ?? 1;
}
