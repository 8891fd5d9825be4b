import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
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
  // What passed is left out: on a long page, collecting it takes longer than the checks.
  const options: RunOptions = { rules, resultTypes: ['violations'] };
  await page.evaluate('window.violations = undefined; axe.run(args[0]).then((results) => (window.violations = results.violations))', options);
  await page.waitFor('window.violations');
  const violations = await page.evaluate<AxeResults['violations']>('return window.violations');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`));
}

/**
 * Fails if axe finds a violation. Only in Chromium: axe checks markup and computed styles, which the other engines share, and takes
 * longer than most tests.
 *
 * @param disabledRules ids of rules to skip
 */
export async function assertNoAxeViolations(page: BrowserPage, disabledRules?: readonly string[]): Promise<void> {
  if (page.engine !== 'chromium') return;
  const violations = await findAxeViolations(page, disabledRules);
  const url = await page.url();
  assert.deepEqual(violations.map((violation) => `${url}: ${violation}`), []);
}
