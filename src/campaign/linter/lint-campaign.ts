/** The checker: what is wrong with a campaign document, where, and in words that its writer understands. */
import { campaignSchema, maxDocumentBytes, type Campaign } from '../schema/campaign.schema.ts';
import { checkUnknownKeys } from './unknown-keys.ts';
import { rules } from './rules.ts';
import { toDiagnostics } from './schema-errors.ts';
import { parseWithPositions } from './parse-json.ts';
import { warning, type Level, type DiagnosticInput } from './diagnostic.ts';
import { campaignJsonSchema } from '../schema/json-schema.ts';
import { toJsonPointer } from '../json-pointer.ts';

export interface Diagnostic {
  level: Level;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 units, as editors count. */
  column: number;
  /** RFC 6901; a missing value stands at its own path. */
  pointer: string;
  message: string;
}

/**
 * @param name what the file is called, without its ending, where it is a file
 * @returns the campaign if there is no error, and everything that was found, in the order of the text
 */
export function lintCampaign(text: string, name?: string): { campaign?: Campaign; findings: Diagnostic[] } {
  const source = text.replace(/^\ufeff/, '');
  const { value, remarks, offsetOf } = parseWithPositions(source);
  const all = [...remarks];
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > maxDocumentBytes)
    all.push({
      level: 'error',
      path: [],
      message: `the document has ${Math.ceil(bytes / 1024)} KiB, and at most ${maxDocumentBytes / 1024} are read`,
    });

  let found: Campaign | undefined;
  if (value !== undefined) {
    const { success, data, error } = campaignSchema.safeParse(value, { reportInput: true });
    if (success) found = data;
    if (success && name !== undefined && name !== data.id)
      all.push(warning(['id'], `“id” is “${data.id}”, but the file is called “${name}”`));
    all.push(...toDiagnostics(error?.issues ?? []), ...checkUnknownKeys(value, campaignJsonSchema()), ...rulesOn(read(value), error?.issues ?? []));
  }

  const findings = all
    .map(({ offset, key, ...remark }) => ({ offset: offset ?? offsetOf(remark.path, key), ...remark }))
    .sort((a, b) => a.offset - b.offset)
    .map(({ level, offset, path, message }) => ({ level, ...toLineColumn(source, offset), pointer: toJsonPointer(path), message }));
  return findings.some(({ level }) => level === 'error') ? { findings } : { campaign: found, findings };
}

/** The value as the shape reads it: a key called `__proto__` is passed over. */
const read = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, one: unknown) => (key === '__proto__' ? undefined : one));

/** A rule reads only parts whose shape is right; a rule that reads everything waits for all of them. */
function* rulesOn(value: unknown, issues: readonly { path: readonly PropertyKey[] }[]): Generator<DiagnosticInput> {
  const broken = issues.map(({ path }) => path[0]);
  if (broken.includes(undefined)) return;
  for (const { reads, remarks } of rules)
    if (reads.length ? !reads.some((part) => broken.includes(part)) : !broken.length) yield* remarks(value as Campaign);
}

function toLineColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
