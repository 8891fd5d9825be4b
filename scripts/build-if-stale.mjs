// The first half of `npm start`: builds the project if the build is missing or older than its sources.
import { spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';

// Generated files are not sources: every test run writes them anew.
const findNewest = (pattern) =>
  Math.max(0, ...globSync(pattern).filter((file) => !file.endsWith('.gen.ts')).map((file) => statSync(file).mtimeMs));
const changed = findNewest('{src/**/*.{ts,json},{build,scripts}/*.mjs,rollup.config.mjs,package-lock.json}');
const built = statSync('dist/web/actions.js', { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (built < changed) {
  console.log('building');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
  process.exitCode = status ?? 1;
}
