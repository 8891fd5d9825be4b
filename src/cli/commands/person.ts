/** `person`: finds, exports and erases what one person has sent. */
import type { Environment } from '../../server/config.ts';
import { findSubmissions, type PersonQuery } from '../../server/privacy/find-submissions.ts';
import { eraseRecords, getRecords, type StoredRecord } from '../../server/privacy/stored-submissions.ts';
import { openContext, type CliContext } from '../context.ts';
import { createUnknownCommandError, UsageError } from '../errors.ts';
import { formatCount } from '../format-count.ts';
import { personHelp } from '../help.ts';
import { helpOption, parseCommandArgs } from '../parse-args.ts';
import { sanitize, toSafeJson } from '../terminal.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** Submissions that are erased together: few enough that a supporter who submits does not wait long. */
const batchSize = 200;

/** @throws UsageError; NotFoundError if the database cannot be opened */
export async function runPerson(args: string[], env: Environment): Promise<void> {
  const options = { ...helpOption, email: text, name: text, id: text, campaign: text, json: flag, yes: flag, 'dry-run': flag };
  const { values, positionals } = parseCommandArgs({ args, allowPositionals: true, options });
  const [name = '', ...others] = positionals;
  if (values.help) {
    console.log(personHelp);
    return;
  }
  if (!['find', 'export', 'erase'].includes(name)) throw createUnknownCommandError('person', name);
  if (others.length) throw new UsageError(`unexpected argument: ${others.join(' ')}`);
  const { email, name: personName, id, campaign } = values;
  if (![email, personName, id].some((value) => value?.trim())) throw new UsageError('name the person by --email, --name or --id');
  if (values.json && name !== 'find') throw new UsageError(`person ${name} does not support --json`);
  if (name !== 'erase' && (values.yes || values['dry-run'])) throw new UsageError(`person ${name} erases nothing`);
  if (name === 'erase' && Boolean(values.yes) === Boolean(values['dry-run'])) throw new UsageError('person erase needs --yes, or --dry-run to show what it would erase');
  const context = await openContext(env, `person ${name}`);
  try {
    const query = { email, name: personName, id, campaign };
    if (name === 'export' || values.json) await exportRecords(context, query);
    else if (name === 'find' || values['dry-run']) await listRecords(context, query);
    else await erase(context, query);
  } finally {
    await context.store.close();
  }
}

/** Yields what matches, and says at the end what could not be searched. */
async function* search({ store }: CliContext, query: PersonQuery): AsyncGenerator<StoredRecord> {
  let sealedCount = 0;
  let foundCount = 0;
  for await (const record of findSubmissions(store, query, () => sealedCount++)) {
    foundCount++;
    yield record;
  }
  if (sealedCount) console.error(`${formatCount(sealedCount, 'sealed submission was', 'sealed submissions were')} not searched: the server cannot read them; find them by --id`);
  if (!foundCount) process.exitCode = 1;
}

async function listRecords(context: CliContext, query: PersonQuery): Promise<void> {
  let count = 0;
  for await (const { campaign, kind, receivedAt, submission } of search(context, query)) {
    count++;
    const { id, person, postcard } = submission!;
    const sender = [person?.name ?? postcard?.from, person?.email].filter((part) => part !== undefined).join(', ');
    console.log(`${id}  ${kind} (${campaign}), received on ${receivedAt.slice(0, 10)}${sender && `, from ${sanitize(sender)}`}`);
  }
  console.log(formatCount(count, 'submission'));
}

/** Prints a JSON array, one submission at a time, and records for each campaign how many. */
async function exportRecords(context: CliContext, query: PersonQuery): Promise<void> {
  let separator = '[';
  const counts = new Map<string, number>();
  for await (const { campaign, idDigest } of search(context, query)) {
    const [record] = await getRecords(context.store, { campaign, submissions: [idDigest] });
    // Erased meanwhile.
    if (!record?.submission) continue;
    console.log(`${separator}${toSafeJson(record)}`);
    separator = ',';
    counts.set(campaign, (counts.get(campaign) ?? 0) + 1);
  }
  console.log(separator === '[' ? '[]' : ']');
  for (const [campaign, affected] of counts) await context.store.audit.record({ campaign, ids: [], affected });
}

async function erase(context: CliContext, query: PersonQuery): Promise<void> {
  let count = 0;
  let batch: StoredRecord[] = [];
  async function eraseBatch() {
    for (const [campaign, records] of Map.groupBy(batch, (record) => record.campaign)) {
      const submissions = records.map(({ idDigest }) => idDigest);
      count += await eraseRecords(context.store, { campaign, submissions }, ({ message }: Error) => console.error(`erased, but still in the files of the database: ${message}; the server tries again every hour`));
    }
    batch = [];
  }
  for await (const record of search(context, query)) if (batch.push(record) === batchSize) await eraseBatch();
  await eraseBatch();
  console.log(`${formatCount(count, 'submission')} erased`);
}
