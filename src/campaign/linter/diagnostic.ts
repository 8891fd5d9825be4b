/** What a rule reports about one place in a campaign document. */
import { distance } from 'fastest-levenshtein';

export type Severity = 'error' | 'warning';
export type Path = readonly PropertyKey[];

export interface DiagnosticInput {
  severity: Severity;
  path: Path;
  message: string;
  /** The position in the text, if it is not where the value at the path begins. */
  offset?: number;
  /** Points to the key rather than to its value. */
  key?: true;
}

export const error = (path: Path, message: string): DiagnosticInput => ({ severity: 'error', path, message });
export const warning = (path: Path, message: string): DiagnosticInput => ({ severity: 'warning', path, message });

/** A path as the author of the document knows it: `“title”`, `entry 2 of “channels”`. */
export function formatPath(path: Path): string {
  const last = path.at(-1);
  if (typeof last !== 'number') return last === undefined ? 'the document' : `“${String(last)}”`;
  return `entry ${last + 1} of ${formatPath(path.slice(0, -1))}`;
}

/** @returns the candidate that is most similar; undefined if none is similar */
export function findSimilar(name: string, candidates: readonly string[]): string | undefined {
  const [best] = candidates
    .map((candidate) => ({ candidate, distance: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance < name.length / 2 ? best.candidate : undefined;
}

/** ` (did you mean “privacyUrl”?)` if one of the candidates is similar, else nothing. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const similar = findSimilar(name, candidates);
  return similar === undefined ? '' : ` (did you mean “${similar}”?)`;
}
