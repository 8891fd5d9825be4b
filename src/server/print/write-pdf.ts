/** Turns a page into a PDF with the Chromium of this machine, which shapes every script. */
import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

export class NoBrowserError extends Error {
  override readonly name = 'NoBrowserError';
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param searchPath as in the variable `PATH` @returns the first Chromium in it */
export const findChromium = (searchPath = ''): string | undefined =>
  names.flatMap((name) => searchPath.split(delimiter).map((folder) => join(folder, name))).find(isExecutable);

/**
 * @param page HTML that needs no other file @param file where the PDF is written; only its owner can read it
 * @throws NoBrowserError if there is no Chromium; an error without a path or a text if it fails
 */
export async function writePdf(page: string, file: string, searchPath: string | undefined): Promise<void> {
  const browser = findChromium(searchPath);
  if (!browser) throw new NoBrowserError('this machine has no Chromium; write an .html file, open it in a browser and print it from there');
  const folder = mkdtempSync(join(tmpdir(), 'print-'));
  try {
    const source = join(folder, 'page.html');
    writeFileSync(source, page, { mode: 0o600 });
    // Created here, so that nobody else can read it from the beginning.
    writeFileSync(file, '', { mode: 0o600, flag: 'wx' });
    const args = [
      '--headless', '--disable-gpu', '--no-first-run', '--no-pdf-header-footer', `--user-data-dir=${join(folder, 'profile')}`,
      // Nothing on the page, nor the browser itself, reaches the network.
      '--host-resolver-rules=MAP * ~NOTFOUND', '--disable-background-networking',
      // Chromium refuses to run as root with its sandbox.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--print-to-pdf=${file}`, pathToFileURL(source).href,
    ];
    const child = spawn(browser, args, { stdio: 'ignore' });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`Chromium could not write the PDF (${code === null ? 'it was stopped' : `exit code ${code}`})`);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
