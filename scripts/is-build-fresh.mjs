import { existsSync, globSync, readFileSync, statSync } from 'node:fs';

// Generated files are not sources.
const sources = ['src/**/*.*', 'build/*.mjs', 'scripts/build.mjs', '*.config.mjs', 'package*.json', 'tsconfig*.json'];
/** A build writes this file last. */
const buildTime = 'dist/build-time.txt';

/** Whether dist/ is complete, and no source has changed since. */
export function isBuildFresh() {
  if (!existsSync(buildTime)) return false;
  const time = Number(readFileSync(buildTime, 'utf8'));
  return globSync(sources).every((path) => path.endsWith('.gen.ts') || statSync(path).mtimeMs < time);
}
