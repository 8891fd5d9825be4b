/** What axe says of elements, each by itself, however many stand on the page: one run looks at all of them. */
import 'axe-core/axe.min.js';
import type { NodeResult, RunOptions } from 'axe-core';

declare const axe: typeof import('axe-core');

/** Everything that WCAG 2.2 AA asks and a program can see, and the field's habits beside it. */
const options: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  rules: { 'target-size': { enabled: true } }, // off by default
  resultTypes: ['violations'],
  elementRef: true,
  selectors: false,
  preload: false,
};

const hostOf = (node: Node): Element => {
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? hostOf(root.host) : (node as Element);
};

/** Two elements may well have a landmark of the same name; one may not have two. */
function isAmong(id: string, { element, any }: NodeResult): boolean {
  if (id !== 'landmark-unique') return true;
  const host = hostOf(element!);
  return any.some(({ relatedNodes }) => relatedNodes?.some((one) => hostOf((one as NodeResult).element!) === host));
}

/** @returns a line for each fault, by the element that it was found in or under */
export async function axeFaults(elements: readonly Element[]): Promise<Map<Element, string[]>> {
  const { violations } = await axe.run({ include: elements as unknown as Node[] }, options);
  const found = new Map<Element, string[]>(elements.map((element) => [element, []]));
  for (const { id, nodes } of violations)
    for (const node of nodes) {
      if (!isAmong(id, node)) continue;
      const host = elements.find((one) => one.contains(hostOf(node.element!)))!;
      found.get(host)!.push(`${id}: ${node.html}: ${node.failureSummary}`);
    }
  return found;
}
