/** The linter's diagnostics, at the fields of a form and in its words. */
import type { Diagnostic } from '../../campaign/linter/lint-campaign.ts';
import type { FormNode } from './form-nodes.ts';

export interface FieldMessage {
  severity: Diagnostic['severity'];
  /** The pointer of the field that shows it. */
  pointer: string;
  text: string;
}

export interface FormMessages {
  fields: FieldMessage[];
  /** How many errors other parts have. */
  otherErrors: number;
}

/** What the linter says to people who write JSON. */
const rewordings: [RegExp, string][] = [
  [/must be a whole number without quotes/, 'must be a whole number'],
  [/must be text in "double quotes"/, 'must be a text'],
  [/is empty; enter a text or leave it out/, 'is empty'],
  [/write "ask": \{"country": "required"\}/, 'choose “Has to be answered” for the country'],
  [/write "ask": \{"email": "required"\}/, 'choose “Has to be answered” for the email address'],
  [/write "country": "required" as well/, 'choose “Has to be answered” for the country as well'],
  [/must be one of .*/, 'is not one of the choices'],
];

function listNodes(nodes: readonly FormNode[]): FormNode[] {
  return nodes.flatMap((node) => [node, ...('nodes' in node ? listNodes(node.nodes) : [])]);
}

/** The linter names a place by its key, which no form shows. @returns the message without it, if it begins with it */
function parseMessage({ message }: Diagnostic): { rest: string; isPredicate: boolean } {
  const [, rest = message] = /^(?:“[^”]*”|entry \d+ of “[^”]*”) (.*)$/s.exec(message) ?? [];
  const text = rewordings.reduce((current, [pattern, replacement]) => current.replace(pattern, replacement), rest);
  return { rest: text, isPredicate: rest !== message && /^(?:is|are|must|may|has|have|needs|appears)\b/.test(text) };
}

/** “Subject is missing.” */
function formatText(diagnostic: Diagnostic, label: string): string {
  const { rest, isPredicate } = parseMessage(diagnostic);
  return isPredicate ? `${label} ${rest}.` : `${label}: ${rest}.`;
}

/** “is empty.” */
export const formatRowMessage = (diagnostic: Diagnostic): string => `${parseMessage(diagnostic).rest}.`;

/** @param nodes of the form @param keys of its part */
export function toFormMessages(diagnostics: readonly Diagnostic[], nodes: readonly FormNode[], keys: readonly string[]): FormMessages {
  const byPointer = new Map(listNodes(nodes).map((node) => [node.pointer, node]));
  const fields: FieldMessage[] = [];
  let otherErrors = 0;
  for (const diagnostic of diagnostics) {
    const { severity, pointer } = diagnostic;
    if (!keys.includes(pointer.split('/')[1] ?? '')) {
      if (severity === 'error') otherErrors++;
      continue;
    }
    const node = findNearest(byPointer, pointer);
    const [, index] = node.kind === 'lines' ? (/\/(\d+)$/.exec(pointer.slice(node.pointer.length)) ?? []) : [];
    const label = index === undefined ? node.label : `${node.label}, line ${Number(index) + 1},`;
    fields.push({ severity, pointer: node.pointer, text: formatText(diagnostic, label) });
  }
  return { fields, otherErrors };
}

/** The field of a value, or of what contains it. */
function findNearest(byPointer: ReadonlyMap<string, FormNode>, pointer: string): FormNode {
  let nearest = pointer;
  while (!byPointer.has(nearest)) nearest = nearest.slice(0, nearest.lastIndexOf('/'));
  return byPointer.get(nearest)!;
}
