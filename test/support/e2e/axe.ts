import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Visitor } from './visitor.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds wrong with a page, shadow roots and all, a line for each.
 *
 * @param without rules that are not asked
 */
export async function axeFaults(visitor: Visitor, without: readonly string[] = []): Promise<string[]> {
  const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  await visitor.js(source);
  await visitor.js(`window.found = undefined; axe.run({ rules: args[0] }).then((results) => (window.found = results))`, rules);
  await visitor.until('window.found');
  const { violations } = await visitor.js<AxeResults>('return window.found');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`));
}
