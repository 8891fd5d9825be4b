/** `check`: reports the problems of campaign documents, in the format of a compiler. */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { lintCampaign, type Diagnostic } from '../../campaign/linter/lint-campaign.ts';
import { UsageError } from '../errors.ts';
import { help } from '../help.ts';
import { readTextFile } from '../read-file.ts';

interface FileReport {
  file: string;
  findings: Diagnostic[];
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
  if (countFindings(reports, 'error')) process.exitCode ??= 1;
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
    return { file, findings: lintCampaign(readTextFile(file), basename(file, '.json')).findings };
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 2;
    return [];
  }
}

/** One line for each finding, and a summary. */
function formatReports(reports: readonly FileReport[]): string[] {
  const lines = reports.flatMap(({ file, findings }) =>
    findings.map(
      ({ level, line, column, pointer, message }) => `${file}:${line}:${column}: ${level}: ${message}${pointer && ` (at ${pointer})`}`,
    ),
  );
  const pluralize = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
  const formatLevel = (level: Diagnostic['level']) => pluralize(countFindings(reports, level), level);
  return [...lines, `${formatLevel('error')}, ${formatLevel('warning')} in ${pluralize(reports.length, 'file')}`];
}

const countFindings = (reports: readonly FileReport[], level: Diagnostic['level']): number =>
  reports.flatMap(({ findings }) => findings).filter((finding) => finding.level === level).length;
