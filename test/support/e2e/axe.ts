import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { BrowserPage } from './browser-page.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Runs axe on a page, including its shadow roots, and returns one line for each violation.
 *
 * @param disabledRules ids of rules to skip
 */
export async function findAxeViolations(page: BrowserPage, disabledRules: readonly string[] = []): Promise<string[]> {
  const rules = Object.fromEntries(disabledRules.map((rule) => [rule, { enabled: false }]));
  await page.evaluate(source);
  await page.evaluate(`window.axeResults = undefined; axe.run({ rules: args[0] }).then((results) => (window.axeResults = results))`, rules);
  await page.waitFor('window.axeResults');
  const { violations } = await page.evaluate<AxeResults>('return window.axeResults');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`));
}
