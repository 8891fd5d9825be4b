/** The files, headings and commands that the documentation names exist. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const pages = globSync(['*.md', 'docs/*.md', '.github/**/*.md'], { cwd: root });
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** Code samples contain addresses and paths of other projects. */
const withoutCodeBlocks = (text: string) => text.replace(/^( *)```[^]*?^\1```$/gm, '');

/** The anchors of a page, as GitHub derives them from its headings. */
function getAnchors(file: string): string[] {
  const headings = withoutCodeBlocks(read(file)).matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading]) => heading!.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'));
}

describe('the documentation', () => {
  it('explains every code of action-error', () => {
    const [, union] = /type ErrorCode =([^;]*)/.exec(read('src/api/errors.ts'))!;
    const codes = [...union!.matchAll(/'([\w-]+)'/g)].map(([, code]) => code!);
    const documented = [...read('docs/theming.md').matchAll(/^\| `([\w-]+)` \| [A-Z]/gm)].map(([, code]) => code!);
    assert.ok(codes.includes('not-json'));
    assert.deepEqual(codes.filter((code) => !documented.includes(code)), []);
  });

  for (const page of pages) {
    it(`links to files and headings that exist in ${page}`, () => {
      for (const [, link] of withoutCodeBlocks(read(page)).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(link!)) continue;
        const [path, anchor] = link!.split('#');
        const target = path ? join(dirname(page), path) : page;
        assert.ok(existsSync(join(root, target)), `${link} does not exist`);
        if (anchor) assert.ok(getAnchors(target).includes(anchor), `${link}: there is no such heading`);
      }
    });

    it(`names paths that exist in ${page}`, () => {
      const paths = withoutCodeBlocks(read(page)).matchAll(/`(?:node )?((?:src|test|demo|docs|build|scripts|\.ci)\/[^`\s]*)`/g);
      for (const [, path] of paths) assert.ok(globSync(path!, { cwd: root }).length, `${path} does not exist`);
    });

    it(`names npm scripts that exist in ${page}`, () => {
      for (const [, script] of read(page).matchAll(/npm run (?!--)([\w:-]+)/g)) assert.ok(scripts[script!], `npm run ${script} does not exist`);
    });
  }
});
