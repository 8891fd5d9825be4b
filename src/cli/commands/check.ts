/** `check`: reports the problems of campaign documents, in the format of a compiler. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { lintCampaign, type Diagnostic } from '../../campaign/linter/lint-campaign.ts';
import { UsageError } from '../errors.ts';
import { help } from '../help.ts';
import { readTextFile } from '../read-file.ts';

interface FileReport {
  file: string;
  diagnostics: Diagnostic[];
}

/** Prints the problems for people or as JSON, and sets the exit code. @throws UsageError */
export function runCheck(args: string[]): void {
  const { values, positionals: files } = parse(args);
  if (values.help) {
    console.log(help);
    return;
  }
  if (!files.length) throw new UsageError('missing file: name the documents to check');
  const reports = files.flatMap(checkFile);
  console.log(values.json ? JSON.stringify(reports, null, 2) : formatReports(reports).join('\n'));
  if (countDiagnostics(reports, 'error')) process.exitCode ??= 1;
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
  } catch (cause) {
    throw new UsageError((cause as Error).message, { cause });
  }
}

/** @returns nothing if the file cannot be read, which is reported */
function checkFile(file: string): FileReport | [] {
  try {
    const fileExists = (path: string) => existsSync(join(dirname(file), path));
    return { file, diagnostics: lintCampaign(readTextFile(file), { name: basename(file, '.json'), fileExists }).diagnostics };
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 2;
    return [];
  }
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
