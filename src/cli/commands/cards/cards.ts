/** `cards`: dispatches to its commands. */
import type { Environment } from '../../../server/config.ts';
import { openContext, type CliContext } from '../../context.ts';
import { createUnknownCommandError, UsageError } from '../../errors.ts';
import { describeExport } from '../../export-command.ts';
import { cardsHelp } from '../../help.ts';
import { printCounts } from './counts.ts';
import { getBatchOptions, runBatch } from './batch.ts';
import { declineCards, describeDecline } from './decline.ts';
import { exportAllCards } from './export.ts';
import { listCards } from './list.ts';
import { parseCardArgs, type CardOptionName, type CardOptions } from './options.ts';
import { addPaperCards } from './paper.ts';
import { printCards } from './print.ts';
import { readCardIds } from './read-id-list.ts';
import { applyStepToCards } from './step.ts';
import { undo } from './undo.ts';

interface Command {
  /** A command with commands of its own says it for each of them. */
  options: readonly CardOptionName[] | ((operands: readonly string[]) => readonly CardOptionName[]);
  /** Whether cards are named, one by one or by a file. */
  cardIds: 'required' | 'optional' | 'none';
  /** The command as it is recorded, if not by its name and format alone. */
  describe?: (options: CardOptions, operands: readonly string[]) => string;
  run: (context: CliContext, ids: readonly string[], options: CardOptions) => Promise<void>;
}

const commands: Record<string, Command> = {
  list: {
    options: ['campaign', 'person', 'stage', 'json'],
    cardIds: 'none',
    run: (context, _, options) => listCards(context, options),
  },
  counts: { options: ['campaign', 'json'], cardIds: 'none', run: (context, _, options) => printCounts(context, options) },
  // By id only, because someone must read each card.
  approve: { options: [], cardIds: 'required', run: (context, ids) => applyStepToCards(context, 'approved', ids, {}) },
  decline: { options: ['reason', 'note'], cardIds: 'required', describe: describeDecline, run: declineCards },
  batch: { options: getBatchOptions, cardIds: 'optional', describe: (_, [name]) => `cards batch ${name ?? ''}`, run: runBatch },
  print: { options: ['from', 'campaign', 'person', 'output'], cardIds: 'optional', run: printCards },
  printed: {
    options: ['from', 'campaign', 'person'],
    cardIds: 'optional',
    run: (context, ids, options) => applyStepToCards(context, 'printed', ids, options),
  },
  delivered: {
    options: ['from', 'campaign', 'person', 'day', 'place'],
    cardIds: 'optional',
    run: (context, ids, options) => applyStepToCards(context, 'delivered', ids, options),
  },
  paper: {
    options: ['campaign', 'person', 'batch', 'count', 'day'],
    cardIds: 'none',
    run: (context, _, options) => addPaperCards(context, options),
  },
  undo: { options: ['from'], cardIds: 'required', run: undo },
  export: {
    options: ['campaign', 'format', 'for', 'output', 'force'],
    cardIds: 'none',
    run: (context, _, options) => exportAllCards(context, options),
  },
};

/** @throws UsageError; NotFoundError if something named on the command line does not exist */
export async function runCards(args: string[], env: Environment): Promise<void> {
  const { values, positionals } = parseCardArgs(args);
  const [name = '', ...operands] = positionals;
  if (values.help) {
    console.log(cardsHelp);
    return;
  }
  const command = findCommand(name);
  checkArgs(name, command, operands, values);
  const idsFromFile = values.from === undefined ? [] : await readCardIds(values.from);
  const context = await openContext(env, command.describe?.(values, operands) ?? describeExport(`cards ${name}`, values));
  try {
    // People read ids from paper, and may type them in capitals.
    await command.run(context, [...new Set([...operands.map((id) => id.toLowerCase()), ...idsFromFile])], values);
  } finally {
    await context.store.close();
  }
}

function findCommand(name: string): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw createUnknownCommandError('cards', name);
  return command;
}

function checkArgs(name: string, { options, cardIds }: Command, operands: readonly string[], values: CardOptions): void {
  const [fullName, supported] = typeof options === 'function' ? [`${name} ${operands[0]}`, options(operands)] : [name, options];
  const unsupported = Object.keys(values).find((option) => !(supported as readonly string[]).includes(option));
  if (unsupported) throw new UsageError(`cards ${fullName} does not support --${unsupported}`);
  if (cardIds === 'required' && !operands.length && values.from === undefined) throw new UsageError('missing card ids');
  if (cardIds === 'none' && operands.length) throw new UsageError(`unexpected argument: ${operands.join(' ')}`);
}
