import { existsSync, globSync, readFileSync, statSync } from 'node:fs';

// The folders are listed as well: a file that is deleted or renamed changes the time of its folder.
const sources = ['src/**', 'build/**', 'demo/**', 'scripts/build.mjs', '*.config.mjs', 'package*.json', 'tsconfig*.json', 'CHANGELOG.md', 'LICENSE'];
/** What builds and tests write there. */
const isGenerated = (path) => /\.gen\.ts$|\bgenerated\b|^src\/campaign\/validation$|^demo\/hosts(\/libraries.*)?$/.test(path);
/** A build writes this file last. */
const buildTime = 'dist/build-time.txt';

/** Whether dist/ is complete, and no source has changed since. */
export function isBuildFresh() {
  if (!existsSync(buildTime)) return false;
  const time = Number(readFileSync(buildTime, 'utf8'));
  return globSync(sources).every((path) => isGenerated(path) || statSync(path).mtimeMs < time);
}
