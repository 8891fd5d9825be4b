/** What a rule has to say about one place. */
import { distance } from 'fastest-levenshtein';

export type Level = 'error' | 'warning';
export type Path = readonly PropertyKey[];

export interface DiagnosticInput {
  level: Level;
  path: Path;
  message: string;
  /** Where in the text, if that is not where the path's value begins. */
  offset?: number;
  /** About the key rather than its value. */
  key?: true;
}

export const error = (path: Path, message: string): DiagnosticInput => ({ level: 'error', path, message });
export const warning = (path: Path, message: string): DiagnosticInput => ({ level: 'warning', path, message });

/** A place as its writer knows it: `“title”`, `entry 2 of “channels”`. */
export function formatPath(path: Path): string {
  const last = path.at(-1);
  if (typeof last !== 'number') return last === undefined ? 'the document' : `“${String(last)}”`;
  return `entry ${last + 1} of ${formatPath(path.slice(0, -1))}`;
}

/** ` (did you mean “privacyUrl”?)` where one of the known names is near, else nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const [best] = known
    .map((name) => ({ name, far: distance(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.far - b.far);
  return best && best.far < word.length / 2 ? ` (did you mean “${best.name}”?)` : '';
}
