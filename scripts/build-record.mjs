// What dist/ was built from, so that nothing is built twice.
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';

const patterns = ['src/**/*.*', 'build/*.mjs', 'demo/**/*.*', 'deploy/*', 'scripts/build.mjs', '*.config.mjs', 'package*.json', 'tsconfig*.json', 'CHANGELOG.md', 'LICENSE'];
const isGenerated = (path) => path.endsWith('.gen.ts') || path.startsWith('demo/hosts/libraries/');
const listSources = () => globSync(patterns).filter((path) => !isGenerated(path)).sort();

const file = 'dist/build-record.json';

/** The state of the sources. A source that changes after this time may or may not be in the build. */
export const describeSources = () => ({ time: Date.now(), paths: listSources() });

/** Written last: without it, a build is not complete. */
export const writeBuildRecord = (record) => writeFileSync(file, JSON.stringify(record));

/** Whether dist/ is complete, and no source has been changed, added, renamed or deleted since. */
export function isBuildFresh() {
  if (!existsSync(file)) return false;
  const { time, paths } = JSON.parse(readFileSync(file, 'utf8'));
  return listSources().join() === paths.join() && paths.every((path) => statSync(path).mtimeMs < time);
}
