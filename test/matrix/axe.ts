/** Runs axe once for all elements on the page, and reports the violations of each element separately. */
import 'axe-core/axe.min.js';
import type { NodeResult, RunOptions } from 'axe-core';

declare const axe: typeof import('axe-core');

/** The rules of WCAG 2.2 AA, and axe's best practices. */
const options: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  rules: { 'target-size': { enabled: true } }, // off by default
  resultTypes: ['violations'],
  elementRef: true,
  selectors: false,
  preload: false,
};

const getHost = (node: Node): Element => {
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? getHost(root.host) : (node as Element);
};

/** Two elements may each have a landmark with the same name; one element may not have two of them. */
function isRelevant(id: string, { element, any }: NodeResult): boolean {
  if (id !== 'landmark-unique') return true;
  const host = getHost(element!);
  return any.some(({ relatedNodes }) => relatedNodes?.some((one) => getHost((one as NodeResult).element!) === host));
}

/** @returns a line for each violation, by element */
export async function findAxeViolations(elements: readonly Element[]): Promise<Map<Element, string[]>> {
  const { violations } = await axe.run({ include: elements as unknown as Node[] }, options);
  const lines = new Map<Element, string[]>(elements.map((element) => [element, []]));
  for (const { id, nodes } of violations)
    for (const node of nodes) {
      if (!isRelevant(id, node)) continue;
      const host = elements.find((one) => one.contains(getHost(node.element!)))!;
      lines.get(host)!.push(`${id}: ${node.html}: ${node.failureSummary}`);
    }
  return lines;
}
