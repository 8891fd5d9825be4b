/** `action-widgets check`: campaign documents, read as a compiler reads. */
import { basename } from 'node:path';
import { lintCampaign, type Diagnostic } from '../../campaign/linter/lint-campaign.ts';
import { read } from '../read-file.ts';
import { UsageError } from '../help.ts';

interface Checked {
  file: string;
  diagnostics: Diagnostic[];
}

/** Prints what is wrong with the files, for people or as JSON, and sets the exit code. @throws UsageError where there are none */
export function check(files: readonly string[], json: boolean): void {
  if (!files.length) throw new UsageError('name the files to check');
  const all: Checked[] = [];
  for (const file of files) {
    try {
      all.push(checkFile(file));
    } catch (unreadable) {
      console.error((unreadable as Error).message);
      process.exitCode = 2;
    }
  }
  console.log(json ? JSON.stringify(all, null, 2) : report(all).join('\n'));
  if (count(all, 'error')) process.exitCode ??= 1;
}

/** @throws an error that says in words why the file can not be read */
function checkFile(file: string): Checked {
  const text = read(file);
  return { file, diagnostics: lintCampaign(text, basename(file, '.json')).diagnostics };
}

/** One line for each finding, and one that sums them up. */
function report(all: readonly Checked[]): string[] {
  const lines = all.flatMap(({ file, diagnostics }) =>
    diagnostics.map(
      ({ severity, line, column, pointer, message }) =>
        `${file}:${line}:${column}: ${severity}: ${message}${pointer && ` (at ${pointer})`}`,
    ),
  );
  const number = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;
  const found = (severity: Diagnostic['severity']) => number(count(all, severity), severity);
  return [...lines, `${found('error')}, ${found('warning')} in ${number(all.length, 'file')}`];
}

function count(all: readonly Checked[], severity: Diagnostic['severity']): number {
  return all.flatMap(({ diagnostics }) => diagnostics).filter((one) => one.severity === severity).length;
}
