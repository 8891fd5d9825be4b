/** The linter: what is wrong with a campaign document, where, and in words that its author understands. */
import { campaignSchema, maxDocumentBytes, type Campaign } from '../schema/campaign.schema.ts';
import { checkImages, type FileExists } from './images.ts';
import { checkTexts } from './texts.ts';
import { checkUnknownKeys } from './unknown-keys.ts';
import { rules } from './rules.ts';
import { toDiagnostics } from './schema-errors.ts';
import { createLineTable, type Position } from './line-table.ts';
import { parseWithPositions } from './parse-json.ts';
import { error, warning, type DiagnosticInput, type Severity } from './diagnostic.ts';
import { campaignJsonSchema } from '../schema/json-schema.ts';
import { toJsonPointer } from '../json-pointer.ts';

export interface Diagnostic extends Position {
  severity: Severity;
  /** RFC 6901; a missing value is reported at its own path. */
  pointer: string;
  message: string;
}

/** A longer list would not be read, and a server must not spend seconds on checking one document. */
export const maxDiagnostics = 100;

export interface LintOptions {
  /** The name of the file without its extension. */
  name?: string;
  /** Whether there is a file beside the document; without it, images are not checked. */
  fileExists?: FileExists;
}

/**
 * @returns the campaign if there is no error, and the diagnostics in the order of the text
 */
export function lintCampaign(text: string, { name, fileExists }: LintOptions = {}): { campaign?: Campaign; diagnostics: Diagnostic[] } {
  const source = text.replace(/^\ufeff/, '');
  const { value, problems, getOffset } = parseWithPositions(source);
  const { success, data, error: zodError } = campaignSchema.safeParse(value, { reportInput: true });
  const issues = zodError?.issues ?? [];

  function* findProblems(): Generator<DiagnosticInput> {
    yield* problems;
    const bytes = new TextEncoder().encode(text).length;
    if (bytes > maxDocumentBytes)
      yield error([], `the document has ${Math.ceil(bytes / 1024)} KiB; the limit is ${maxDocumentBytes / 1024} KiB`);
    if (value === undefined) return;
    const schema = campaignJsonSchema();
    yield* toDiagnostics(issues, schema);
    yield* checkTexts(value);
    if (success && name !== undefined && name !== data.id)
      yield warning(['id'], `“id” is “${data.id}”, but the file is named “${name}”`);
    yield* applyRules(withoutProto(value), issues);
    if (success && fileExists) yield* checkImages(data, fileExists);
    // Last, and only as many as can be reported: a document can have thousands of unknown keys.
    let count = 0;
    for (const problem of checkUnknownKeys(value, schema)) {
      yield problem;
      if (++count > maxDiagnostics) return;
    }
  }

  const { errors, warnings } = collect(findProblems());
  const reported = [...errors, ...warnings].slice(0, maxDiagnostics);
  const toPosition = createLineTable(source);
  const diagnostics = reported
    .map(({ offset, key, ...problem }) => ({ offset: offset ?? getOffset(problem.path, key), ...problem }))
    .sort((a, b) => a.offset - b.offset)
    .map(({ severity, offset, path, message }) => ({ severity, ...toPosition(offset), pointer: toJsonPointer(path), message }));
  if (errors.length + warnings.length > maxDiagnostics)
    diagnostics.push({ ...diagnostics.at(-1)!, severity: 'warning', message: `there are more problems; only ${maxDiagnostics} are listed` });
  return errors.length ? { diagnostics } : { campaign: data, diagnostics };
}

/** @returns what is wrong with a document whose id another file has, which would not be served */
export function createDuplicateId(text: string, { id }: Campaign, otherFile: string): Diagnostic {
  const source = text.replace(/^\ufeff/, '');
  const position = createLineTable(source)(parseWithPositions(source).getOffset(['id']));
  return { severity: 'error', ...position, pointer: '/id', message: `another file already has the id “${id}”: ${otherFile}` };
}

/** Stops once there are too many errors. Too many warnings may still be followed by an error, which counts more. */
function collect(problems: Iterable<DiagnosticInput>): { errors: DiagnosticInput[]; warnings: DiagnosticInput[] } {
  const errors: DiagnosticInput[] = [];
  const warnings: DiagnosticInput[] = [];
  for (const problem of problems) {
    const list = problem.severity === 'error' ? errors : warnings;
    if (list.length <= maxDiagnostics) list.push(problem);
    if (errors.length > maxDiagnostics) break;
  }
  return { errors, warnings };
}

/** The value as the schema reads it, which ignores a key called `__proto__`. */
const withoutProto = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, item: unknown) => (key === '__proto__' ? undefined : item));

/** Applies a rule only if the parts it reads have the right shape; a rule that reads everything needs all of them. */
function* applyRules(value: unknown, issues: readonly { path: readonly PropertyKey[] }[]): Generator<DiagnosticInput> {
  const broken = new Set(issues.map(({ path }) => path[0]));
  if (broken.has(undefined)) return;
  for (const { reads, check } of rules)
    if (reads.length ? !reads.some((part) => broken.has(part)) : !broken.size) yield* check(value as Campaign);
}
