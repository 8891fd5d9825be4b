/** `action-widgets cards`: what is asked for, and who does it. */
import { parseArgs } from 'node:util';
import type { Environment } from '../../../server/config.ts';
import { readCardIds } from './read-id-list.ts';
import { openContext, type CliContext } from '../../context.ts';
import { counts, list } from './list.ts';
import { paper } from './paper.ts';
import { step, undo } from './step.ts';
import { cardsHelp, UsageError } from '../../help.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const options = {
  campaign: text,
  person: text,
  stage: text,
  from: text,
  day: text,
  place: text,
  count: text,
  batch: text,
  json: flag,
  help: { ...flag, short: 'h' },
} as const;

/** What was said behind the command. */
export type CardOptions = ReturnType<typeof parse>['values'];

interface Command {
  /** Options. */
  takes: readonly (keyof typeof options)[];
  /** Whether cards are named, one by one or by a file. */
  names: 'must' | 'may' | 'never';
  run: (desk: CliContext, ids: readonly string[], said: CardOptions) => Promise<void>;
}

const commands: Record<string, Command> = {
  list: { takes: ['campaign', 'person', 'stage', 'json'], names: 'never', run: (desk, _, said) => list(desk, said) },
  counts: { takes: ['campaign', 'json'], names: 'never', run: (desk, _, said) => counts(desk, said) },
  // Each by its id, because somebody has to read each.
  approve: { takes: [], names: 'must', run: (desk, ids) => step(desk, 'approved', ids, {}) },
  decline: { takes: [], names: 'must', run: (desk, ids) => step(desk, 'declined', ids, {}) },
  printed: { takes: ['from', 'campaign', 'person'], names: 'may', run: (desk, ids, said) => step(desk, 'printed', ids, said) },
  delivered: { takes: ['from', 'campaign', 'person', 'day', 'place'], names: 'may', run: (desk, ids, said) => step(desk, 'delivered', ids, said) },
  paper: { takes: ['campaign', 'person', 'batch', 'count', 'day'], names: 'never', run: (desk, _, said) => paper(desk, said) },
  undo: { takes: ['from'], names: 'must', run: undo },
};

/** @throws UsageError where it was called wrongly; NotThere where something is asked for that is not there */
export async function cards(args: string[], env: Environment): Promise<void> {
  const { values, positionals } = parse(args);
  const [name = '', ...named] = positionals;
  if (values.help) {
    console.log(cardsHelp);
    return;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UsageError(name ? `this can not be done with cards: ${name}` : 'say what to do with cards');
  const odd = Object.keys(values).find((option) => !(command.takes as readonly string[]).includes(option));
  if (odd) throw new UsageError(`“${name}” takes no --${odd}`);
  if (command.names === 'must' && !named.length && values.from === undefined) throw new UsageError('name the cards');
  if (command.names === 'never' && named.length) throw new UsageError(`no cards are named here: ${named.join(' ')}`);
  const listed = values.from === undefined ? [] : await readCardIds(values.from);
  const desk = await openContext(env);
  try {
    // An id is written in small letters, and read from paper.
    await command.run(desk, [...new Set([...named.map((id) => id.toLowerCase()), ...listed])], values);
  } finally {
    await desk.store.close();
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (cause) {
    throw new UsageError((cause as Error).message, { cause });
  }
}
