/** Where a command writes what it exports: a file that only its owner can read, or standard output. */
import { open, rm } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import type { WriteBytes } from '../server/exports/row-writer.ts';
import { NotFoundError, UsageError } from './errors.ts';

export interface OutputOptions {
  /** The name of a file, or - for standard output, which is the default. */
  output?: string | undefined;
  /** Whether to overwrite the file. */
  force?: boolean | undefined;
}

/**
 * @param run does the writing; if it fails, a new file is removed, because part of an export looks like a whole one
 * @throws UsageError if the output is a terminal; NotFoundError if the file exists or cannot be written
 */
export async function writeOutput<T>({ output = '-', force = false }: OutputOptions, run: (write: WriteBytes) => Promise<T>): Promise<T> {
  // What is read is garbage at once. V8 would give it more and more room before it collects it, for nothing.
  setFlagsFromString('--semi-space-growth-factor=1');
  if (output !== '-') return writeFile(output, force, run);
  // Text from strangers can drive a terminal.
  if (process.stdout.isTTY) throw new UsageError('name a file with --output, or send the output to a file or another command');
  // Without a listener, a reader that ends early would end this process before it has recorded what was exported.
  process.stdout.on('error', () => {});
  return run(writeToStdout);
}

async function writeFile<T>(file: string, force: boolean, run: (write: WriteBytes) => Promise<T>): Promise<T> {
  const handle = await open(file, force ? 'w' : 'wx', 0o600).catch((cause: NodeJS.ErrnoException) => {
    throw new NotFoundError(cause.code === 'EEXIST' ? `${file} exists; use --force to overwrite it` : `cannot write ${file}: ${cause.code}`, { cause });
  });
  const isFile = (await handle.stat()).isFile();
  try {
    // One that is overwritten keeps its mode.
    if (isFile) await handle.chmod(0o600);
    return await run(async (bytes) => {
      for (let written = 0; written < bytes.length; ) written += (await handle.write(bytes, written)).bytesWritten;
    });
  } catch (error) {
    if (isFile) await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

/** Waits until the reader has taken the bytes. */
const writeToStdout: WriteBytes = (bytes) =>
  new Promise((resolve, reject) => {
    process.stdout.write(bytes, (error) => {
      if (error) reject(new Error(`cannot write to standard output: ${(error as NodeJS.ErrnoException).code}`, { cause: error }));
      else resolve();
    });
  });
