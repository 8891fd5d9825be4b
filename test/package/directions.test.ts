/** Right-to-left scripts use the same styles, mirrored, so styles name the start and end of a line, never left and right. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const styleFiles = ['src/**/*.styles.ts', 'src/server/views/styles.ts', 'src/server/views/card-sheets-styles.ts', 'src/server/views/embed-code-styles.ts', 'src/server/views/letter-pack-styles.ts', 'src/server/views/desk/styles.ts'];

/** Splits a value at spaces outside parentheses: `a calc(b + c)` has two parts. */
const splitValue = (value: string) => value.replace(/\s*!important$/, '').match(/(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|[^\s()])+/g) ?? [];

/** Whether a declaration depends on left and right. */
function isPhysical(property: string, value: string): boolean {
  if (/(^|-)(left|right)(-|$)/.test(property)) return true;
  if (property.startsWith('--')) return false;
  if (/\b(left|right)\b/.test(value) && /^(text-align|float|clear|(object|background|transform|perspective)|caption-side)/.test(property)) return true;
  const [, right, , left] = splitValue(value);
  // Corners that differ need their logical properties.
  if (property === 'border-radius') return value.split('/').some((radii) => splitValue(radii).length > 1);
  return /^(margin|padding|inset|border-(width|style|color)|scroll-(margin|padding))$/.test(property) && left !== undefined && left !== right;
}

function findPhysicalDeclarations(file: string, css: string): string[] {
  const withoutComments = css.replace(/\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
  return [...withoutComments.matchAll(/(?<![\w-])([-a-z]+)\s*:\s*([^;{}]+)(?=[;}])/g)]
    .filter(([, property, value]) => isPhysical(property!, value!.trim()))
    .map(({ 0: declaration, index }) => `${file}:${withoutComments.slice(0, index).split('\n').length}: ${declaration.replace(/\s+/g, ' ')}`);
}

/** The template literals of a file that contain CSS, at the line where they are. */
const findStyles = (source: string) =>
  [...source.matchAll(/\b(?:css(?: =)?|\w*[sS]tyles =)\s*`([^`]*)`/g)].map(({ 1: css, index }) => '\n'.repeat(source.slice(0, index).split('\n').length - 1) + css!);

describe('the styles', () => {
  it('contain no left and right', () => {
    const files = globSync(styleFiles, { cwd: root }).sort();
    for (const folder of ['src/components', 'src/styles', 'src/server']) assert.ok(files.some((file) => file.startsWith(`${folder}/`)), folder);
    for (const file of files) {
      const styles = findStyles(readFileSync(root + file, 'utf8'));
      assert.ok(styles.length, `${file} contains no styles`);
      assert.deepEqual(styles.flatMap((css) => findPhysicalDeclarations(file, css)), []);
    }
  });

  it('are only in the files that this test reads', () => {
    const files = globSync('src/**/*.ts', { cwd: root, exclude: styleFiles });
    assert.deepEqual(files.filter((file) => findStyles(readFileSync(root + file, 'utf8')).length), []);
  });
});

describe('the check for left and right', () => {
  for (const declaration of [
    'margin-left: 1em', 'padding-right:0', 'left: 0', 'border-left: 1px solid', 'border-top-left-radius: 3px', 'text-align: right',
    'float: left', 'margin: 0 1em 0 calc(var(--space) * 2)', 'inset: 0 auto 0 0', 'border-radius: 3px 0 0 3px', 'background-position: left top',
    'transform-origin: left', 'scroll-margin-right: 1em',
  ])
    it(`reports ${declaration}`, () => assert.equal(findPhysicalDeclarations('a.ts', `a { ${declaration}; }`).length, 1));

  for (const declaration of [
    'margin-inline-start: 1em', 'margin: 0 calc(1em * 2) 1em', 'padding: 1em 2em 3em 2em', 'border-radius: 50% / 10px', 'text-align: end',
    'inset-inline: 0 1em', 'border-start-start-radius: 3px', 'transition: left 1s', '--bright: left', 'float: inline-start',
  ])
    it(`accepts ${declaration}`, () => assert.deepEqual(findPhysicalDeclarations('a.ts', `a { ${declaration}; }`), []));
});
