/** Files that are named on the command line. */
import { readFileSync } from 'node:fs';

/** @returns the text as it stands, with its byte order mark @throws an error that says in words why it can not be read */
export function read(file: string): string {
  let bytes;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const reasons: Record<string, string> = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'you may not read it' };
    throw new Error(`${file} can not be read: ${reasons[code ?? ''] ?? String(code)}`, { cause });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`${file} can not be read: it is not written in UTF-8`, { cause });
  }
}
