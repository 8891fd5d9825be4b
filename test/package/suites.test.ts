/** No test file is forgotten. */
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };
import { browserFiles, scriptPatterns, suitePatterns } from '../../scripts/test-suites.mjs';

const files = globSync('test/**/*.test.ts', { cwd: fileURLToPath(new URL('../../', import.meta.url)) });
const matches = (file: string, patterns: string[]) => patterns.some((pattern) => matchesGlob(file, pattern));

describe('the test files', () => {
  it('are each run by npm test, or by a script of their own', () => {
    const patterns = [...browserFiles, ...suitePatterns.e2e, ...suitePatterns.node, ...Object.values(scriptPatterns)];
    assert.deepEqual(files.filter((file) => !matches(file, patterns)), []);
  });

  it('have scripts that exist', () => {
    assert.deepEqual(Object.keys(scriptPatterns).filter((script) => !(script in packageJson.scripts)), []);
  });
});
