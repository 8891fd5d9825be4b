// Importing any module of the page in Node is harmless, so that frameworks can render the tags on a server.
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { describe, it } from 'node:test';

const root = new URL('../../', import.meta.url);
const folders = 'utils,api,controllers,base,components,frameworks,styles';

describe('modules of the page', () => {
  for (const file of ['src/index.ts', ...globSync(`src/{${folders}}/**/*.ts`, { cwd: root }).sort()]) {
    if (file.endsWith('.d.ts')) continue;
    it(`imports ${file} in Node`, async () => {
      const module = (await import(new URL(file, root).href)) as object;
      assert.equal(typeof module, 'object');
    });
  }
});
