import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @returns the files of a folder that contain a text, in UTF-8 or UTF-16 */
export function findFilesWith(folder: string, text: string): string[] {
  const needles = [Buffer.from(text), Buffer.from(text, 'utf16le')];
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    const file = join(entry.parentPath, entry.name);
    const content = tryRead(file);
    return needles.some((needle) => content.includes(needle)) ? [file] : [];
  });
}

/** Files of a running browser come and go. */
function tryRead(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}
