/** `check`: reports the problems of campaign documents, in the format of a compiler. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createDuplicateId, lintCampaign, type Diagnostic } from '../../campaign/linter/lint-campaign.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { UsageError } from '../errors.ts';
import { help } from '../help.ts';
import { helpOption, parseCommandArgs } from '../parse-args.ts';
import { readTextFile } from '../read-file.ts';

interface FileReport {
  file: string;
  diagnostics: Diagnostic[];
}

/** Prints the problems for people or as JSON, and sets the exit code. @throws UsageError */
export function runCheck(args: string[]): void {
  const { values, positionals: files } = parseCommandArgs({ args, allowPositionals: true, options: { ...helpOption, json: { type: 'boolean' } } });
  if (values.help) {
    console.log(help);
    return;
  }
  if (!files.length) throw new UsageError('missing file: name the documents to check');
  const documents = files.flatMap(checkFile);
  for (const [document, other] of findDuplicates(documents))
    document.diagnostics.push(createDuplicateId(document.text, document.campaign!, other.file));
  const reports = documents.map(({ file, diagnostics }) => ({ file, diagnostics }));
  console.log(values.json ? JSON.stringify(reports, null, 2) : formatReports(reports).join('\n'));
  if (countDiagnostics(reports, 'error')) process.exitCode ??= 1;
}

interface CheckedFile extends FileReport {
  text: string;
  campaign?: Campaign;
}

/** @returns nothing if the file cannot be read, which is reported */
function checkFile(file: string): CheckedFile | [] {
  try {
    const text = readTextFile(file);
    const fileExists = (path: string) => existsSync(join(dirname(file), path));
    return { file, text, ...lintCampaign(text, { name: basename(file, '.json'), fileExists }) };
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 2;
    return [];
  }
}

/** @returns the documents that a server would not serve, each with the one in the same folder that it would serve instead */
function findDuplicates(documents: readonly CheckedFile[]): [document: CheckedFile, other: CheckedFile][] {
  const byId = Map.groupBy(documents.filter(({ campaign }) => campaign), ({ file, campaign }) => `${dirname(file)}/${campaign!.id}`);
  return [...byId].flatMap(([path, [first, ...others]]) => {
    const all = [first!, ...others].sort((a, b) => (a.file < b.file ? -1 : 1));
    const preferred = all.find(({ file }) => `${dirname(file)}/${basename(file)}` === `${path}.json`) ?? all[0]!;
    return all.filter((document) => document.file !== preferred.file).map((document): [CheckedFile, CheckedFile] => [document, preferred]);
  });
}

/** One line for each diagnostic, and a summary. */
function formatReports(reports: readonly FileReport[]): string[] {
  const lines = reports.flatMap(({ file, diagnostics }) =>
    diagnostics.map(
      ({ severity, line, column, pointer, message }) => `${file}:${line}:${column}: ${severity}: ${message}${pointer && ` (at ${pointer})`}`,
    ),
  );
  const pluralize = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
  const formatSeverity = (severity: Diagnostic['severity']) => pluralize(countDiagnostics(reports, severity), severity);
  return [...lines, `${formatSeverity('error')}, ${formatSeverity('warning')} in ${pluralize(reports.length, 'file')}`];
}

const countDiagnostics = (reports: readonly FileReport[], severity: Diagnostic['severity']): number =>
  reports.flatMap(({ diagnostics }) => diagnostics).filter((diagnostic) => diagnostic.severity === severity).length;
