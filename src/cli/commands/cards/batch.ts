/** `cards batch`: makes batches of cards, prints them, and records how far they have come. */
import { changeBatch, createBatch, findBatchCards, findRecipients, getBatchNames, type BatchAction } from '../../../server/print/batches.ts';
import { createNotFoundError, type CliContext } from '../../context.ts';
import { NotFoundError, UsageError } from '../../errors.ts';
import { sanitize, toSafeJson } from '../../terminal.ts';
import { parseDay, type CardOptionName, type CardOptions } from './options.ts';
import { assertOutput, printSheets } from './print.ts';
import { reportResults } from './report.ts';

/** What each command accepts. */
const optionNames: Record<'create' | 'list' | 'print' | BatchAction, readonly CardOptionName[]> = {
  create: ['campaign', 'person', 'place'],
  list: ['campaign', 'json'],
  print: ['output'],
  printed: [],
  delivered: ['day', 'place'],
  undo: [],
  cancel: [],
};
type BatchCommand = keyof typeof optionNames;

const isBatchCommand = (name: string): name is BatchCommand => Object.hasOwn(optionNames, name);

/** @param operands what to do, and the id of the batch @throws UsageError */
function parseOperands([name = '', id, ...rest]: readonly string[]): [command: BatchCommand, id: string | undefined] {
  if (rest.length || (id === undefined) !== (name === 'create' || name === 'list')) throw new UsageError('cards batch needs create, list, or print, printed, delivered, undo or cancel with the id of a batch');
  if (!isBatchCommand(name)) throw new UsageError(`unknown command: cards batch ${sanitize(name)}`);
  return [name, id];
}

/** @returns the options that the command supports @throws UsageError */
export const getBatchOptions = (operands: readonly string[]): readonly CardOptionName[] => optionNames[parseOperands(operands)[0]];

/** @param operands what to do, and the id of the batch @throws UsageError; NotFoundError */
export async function runBatch(context: CliContext, operands: readonly string[], options: CardOptions): Promise<void> {
  const [name, id] = parseOperands(operands);
  if (name === 'create') return create(context, options);
  if (name === 'list') return list(context, options);
  if (name === 'print') return print(context, id!, options);
  return change(context, id!, name, options);
}

async function create({ store, campaigns }: CliContext, { campaign, person, place }: CardOptions): Promise<void> {
  if (campaign === undefined || (person === undefined) === (place === undefined)) throw new UsageError('cards batch create needs --campaign, and --person or --place');
  const recipients = (await findRecipients(store, campaigns)).filter((one) => one.campaign === campaign);
  // Where one person only is held, or has cards, there is no group.
  const selected = person === undefined ? (recipients.find((one) => one.key === `place:${place}`) ?? recipients.find((one) => one.place === place)) : recipients.find((one) => one.key === `person:${person}`);
  if (!selected) throw createNotFoundError('recipient with cards that are ready', person ?? place!, recipients.map((one) => one.key.replace(/^\w+:/, '')));
  const id = await createBatch(store, selected, Date.now());
  if (id === undefined) throw new NotFoundError('someone else has put these cards into a batch meanwhile');
  console.log(id);
}

async function list({ store, campaigns }: CliContext, { campaign, json }: CardOptions): Promise<void> {
  const batches = (await store.printBatches.findNewest(campaign, 1000)).map((batch) => ({ ...batch, people: JSON.parse(batch.people) as string[], names: getBatchNames(batch, campaigns) }));
  if (json) { console.log(toSafeJson(batches)); return; }
  console.log(batches.map(({ id, state, count, names, day, place }) => `${id}  ${state}  ${count} to ${sanitize(names.join(', '))}${day === null ? '' : `, ${day}`}${place === null ? '' : `, ${sanitize(place)}`}`).join('\n') || 'no batches');
}

async function print(context: CliContext, id: string, { output }: CardOptions): Promise<void> {
  assertOutput(output);
  if (!(await context.store.printBatches.find(id))) throw new NotFoundError(`no such batch: ${sanitize(id)}`);
  await printSheets(context, await findBatchCards(context.store, id), output);
}

async function change({ store }: CliContext, id: string, action: BatchAction, { day, place }: CardOptions): Promise<void> {
  const at = Date.now();
  const deliveryDay = action === 'delivered' ? parseDay(day) : undefined;
  const result = await changeBatch(store, { id, action, at, day: deliveryDay, place: place ?? (await store.printBatches.find(id))?.place ?? undefined });
  if (result.outcome === 'unknown') throw new NotFoundError(`no such batch: ${sanitize(id)}`);
  if (result.outcome === 'conflict') {
    console.error(`${id}: this cannot be done now; it is ${(await store.printBatches.find(id))!.state}`);
    process.exitCode = 1;
    return;
  }
  await reportResults('results' in result ? result.results : [], { day: deliveryDay, ...(action === 'undo' && { formatStage: (stage: string) => `undone, now ${stage}` }) });
  if (action === 'cancel') console.log(`${id}: cancelled`);
}
