/** The errors that zod finds, in words that the author of a document understands. */
import type * as z from 'zod/mini';
import { error, formatPath, type DiagnosticInput, type Path } from './diagnostic.ts';
import type { Schema } from './unknown-keys.ts';

type Issue = z.core.$ZodIssue;

const typeMessages: Record<string, string> = {
  string: 'must be text in "double quotes"',
  number: 'must be a whole number without quotes',
  int: 'must be a whole number without quotes',
  boolean: 'must be true or false without quotes',
  array: 'must be a list in [ ]',
  object: 'must be an object in { }',
  record: 'must be an object in { }',
};

/** The keys that an object needs, which its author may have to write in place of something else: ` with “steps” and “showFrom”`. */
function describeRequiredKeys(path: Path, schema: Schema): string {
  let current: Schema | undefined = schema;
  for (const key of path) current = current?.properties?.[String(key)] ?? current?.items ?? current?.additionalProperties;
  const keys = (current?.required ?? []).map((key) => `“${key}”`);
  return keys.length ? ` with ${new Intl.ListFormat('en').format(keys)}` : '';
}

function describeIssue(issue: Issue, schema: Schema): string {
  if (issue.input === undefined) return 'is missing';
  if (issue.input === null && issue.path.length) return 'must not be null; leave it out instead';
  switch (issue.code) {
    case 'invalid_type':
      return (typeMessages[issue.expected] ?? issue.message) + (issue.expected === 'object' ? describeRequiredKeys(issue.path, schema) : '');
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'too_small':
      if (issue.origin === 'string') return 'is empty; enter a text or leave it out';
      return issue.origin === 'array' ? 'needs at least one entry' : `must be at least ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'string') return `is longer than ${issue.maximum} characters`;
      return issue.origin === 'array' ? `has more than ${issue.maximum} entries` : `must be at most ${issue.maximum}`;
    case 'invalid_key':
      return issue.issues[0]!.message;
    default:
      return issue.message;
  }
}

/** @param schema of the document */
export function* toDiagnostics(issues: readonly Issue[], schema: Schema): Generator<DiagnosticInput> {
  for (const issue of issues) yield error(issue.path, `${formatPath(issue.path)} ${describeIssue(issue, schema)}`);
}
