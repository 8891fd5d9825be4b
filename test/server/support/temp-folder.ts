/** Folders that are deleted after the tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const tempRoot = mkdtempSync(join(tmpdir(), 'server-'));
process.once('exit', () => rmSync(tempRoot, { recursive: true, force: true }));

/** Creates an empty folder that is deleted after the tests. */
export function createTempFolder(): string {
  return mkdtempSync(join(tempRoot, 'test-'));
}
