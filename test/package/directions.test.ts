// Arabic is laid out by the same styles, mirrored: they speak of where a line begins and ends, never of left and right.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** `a calc(b + c)` has two parts. */
const partsOf = (value: string) => value.replace(/\s*!important$/, '').match(/(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|[^\s()])+/g) ?? [];

/** Whether a declaration has a left and a right. */
function isPhysical(property: string, value: string): boolean {
  if (/(^|-)(left|right)(-|$)/.test(property)) return true;
  if (property.startsWith('--')) return false;
  if (/\b(left|right)\b/.test(value) && /^(text-align|float|clear|(object|background|transform|perspective)|caption-side)/.test(property)) return true;
  const [, right, , left] = partsOf(value);
  // Some corners may differ from others only by their logical names.
  if (property === 'border-radius') return value.split('/').some((radii) => partsOf(radii).length > 1);
  return /^(margin|padding|inset|border-(width|style|color)|scroll-(margin|padding))$/.test(property) && left !== undefined && left !== right;
}

function physical(name: string, css: string): string[] {
  const plain = css.replace(/\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
  return [...plain.matchAll(/(?<![\w-])([-a-z]+)\s*:\s*([^;{}]+)(?=[;}])/g)]
    .filter(([, property, value]) => isPhysical(property!, value!.trim()))
    .map(({ 0: declaration, index }) => `${name}:${plain.slice(0, index).split('\n').length}: ${declaration.replace(/\s+/g, ' ')}`);
}

describe('the styles', () => {
  it('know no left and no right', () => {
    const files = globSync(['src/theme/*.ts', 'src/{parts,elements}/**/*.styles.ts', 'src/server/views/styles.ts'], { cwd: root });
    const sheets = files.flatMap((file) =>
      [...readFileSync(root + file, 'utf8').matchAll(/\bcss(?: =)?\s*`([^`]*)`/g)].map(({ 1: css, index, input }) => ({
        file,
        // So that lines are counted from the file's own first one.
        css: '\n'.repeat(input.slice(0, index).split('\n').length - 1) + css!,
      })),
    );
    assert.deepEqual(files.filter((file) => !sheets.some((sheet) => sheet.file === file)), ['src/styles/css.ts']);
    assert.deepEqual(sheets.flatMap(({ file, css }) => physical(file, css)), []);
  });

  for (const css of [
    'margin-left: 1em', 'padding-right:0', 'left: 0', 'border-left: 1px solid', 'border-top-left-radius: 3px', 'text-align: right',
    'float: left', 'margin: 0 1em 0 calc(var(--space) * 2)', 'inset: 0 auto 0 0', 'border-radius: 3px 0 0 3px', 'background-position: left top',
    'transform-origin: left', 'scroll-margin-right: 1em',
  ])
    it(`would be refused with ${css}`, () => assert.equal(physical('a.ts', `a { ${css}; }`).length, 1));

  for (const css of [
    'margin-inline-start: 1em', 'margin: 0 calc(1em * 2) 1em', 'padding: 1em 2em 3em 2em', 'border-radius: 50% / 10px', 'text-align: end',
    'inset-inline: 0 1em', 'border-start-start-radius: 3px', 'transition: left 1s', '--bright: left', 'float: inline-start',
  ])
    it(`may have ${css}`, () => assert.deepEqual(physical('a.ts', `a { ${css}; }`), []));
});
