import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './errors.ts';

/** Parses the arguments of a command. @throws UsageError */
export function parseCommandArgs<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (cause) {
    throw new UsageError((cause as Error).message, { cause });
  }
}

/** What every command understands. */
export const helpOption = { help: { type: 'boolean', short: 'h' } } as const;
