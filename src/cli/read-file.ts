import { readFileSync } from 'node:fs';
import { decodeUtf8 } from '../utils/decode-utf8.ts';

const reasons: Record<string, string> = { ENOENT: 'no such file', EISDIR: 'it is a folder', EACCES: 'permission denied' };

/** @returns the text without its byte order mark @throws an error whose message says why the file cannot be read */
export function readTextFile(file: string): string {
  let bytes;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`cannot read ${file}: ${reasons[code ?? ''] ?? String(code)}`, { cause });
  }
  try {
    return decodeUtf8(bytes);
  } catch (cause) {
    throw new Error(`cannot read ${file}: it is not UTF-8`, { cause });
  }
}
