/** What differs between two versions of a document, line by line. */
import { structuredPatch } from 'diff';

export interface ChangedLine {
  type: 'added' | 'removed' | 'same';
  text: string;
}

/** Neighbouring lines, some of which have changed. */
export interface Change {
  /** Where it begins in the newer document, counted from 1. */
  line: number;
  lines: ChangedLine[];
}

/** Lines around a change. */
const context = 3;
/** Beyond as many changed lines, comparing would take seconds, and nobody would read it. */
const maxChangedLines = 2000;

const types: Record<string, ChangedLine['type']> = { '+': 'added', '-': 'removed', ' ': 'same' };

/** Documents that were typed on one line, too, are compared value by value. */
function format(text: string): string {
  try {
    return `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
  } catch {
    return text;
  }
}

/** @returns undefined if too much differs */
export function compareVersions(older: string, newer: string): Change[] | undefined {
  const patch = structuredPatch('', '', format(older), format(newer), undefined, undefined, { context, maxEditLength: maxChangedLines });
  return patch?.hunks.map(({ newStart, lines }) => ({
    line: newStart,
    lines: lines.flatMap((line) => (types[line[0]!] ? { type: types[line[0]!]!, text: line.slice(1) } : [])),
  }));
}
