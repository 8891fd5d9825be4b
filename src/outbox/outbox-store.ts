/**
 * Keeps encrypted submissions on the device, in IndexedDB, until the server has confirmed them. Storage belongs to the site that
 * embeds the element: its other pages find what waits, but cannot read it.
 */
import { del, promisifyRequest, set, values, type UseStore } from 'idb-keyval';
import { maxOutboxAge } from '../campaign/outbox-age.ts';
import { namespace } from '../utils/namespace.ts';
import { encryptSubmission, type EnvelopeHeader } from './encrypt-submission.ts';
import type { Envelope, OutboxKey } from '../campaign/schema/outbox.schema.ts';

export interface OutboxEntry {
  id: string;
  /** Where it is sent. */
  url: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
  message: Envelope;
}

/** Unlike `createStore()`, resolves only when a change survives a crash, and leaves no connection open. */
const store: UseStore = async (mode, work) => {
  const request = indexedDB.open(namespace, 1);
  request.onupgradeneeded = () => request.result.createObjectStore('outbox');
  const database = await promisifyRequest(request);
  try {
    return await work(database.transaction('outbox', mode, { durability: 'strict' }).objectStore('outbox'));
  } finally {
    database.close();
  }
};

/** How long to wait for another page, in milliseconds. */
const maxLockWait = 2000;

/**
 * Runs work while no other page uses the database: a read would create it again that another page has just deleted. Does not wait for a
 * page that the browser has frozen: an empty database does less harm than a submission that is not kept.
 */
async function lockDatabase<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await navigator.locks.request(namespace, { signal: AbortSignal.timeout(maxLockWait) }, work);
  } catch (error) {
    if ((error as Error).name !== 'TimeoutError') throw error;
    return work();
  }
}

const deleteDatabase = () =>
  new Promise((resolve) => Object.assign(indexedDB.deleteDatabase(namespace), { onsuccess: resolve, onerror: resolve, onblocked: resolve }));

/**
 * Encrypts a submission and stores it.
 * @param json of the whole submission
 * @param now milliseconds since the epoch
 * @returns what can be sent instead of the submission
 * @throws if the browser cannot encrypt, or the page may not store
 */
export async function addEntry(header: EnvelopeHeader, json: string, url: string, keys: readonly OutboxKey[], now: number): Promise<Envelope> {
  const message = await encryptSubmission(header, json, keys, now);
  await lockDatabase(() => set(header.id, { id: header.id, url, createdAt: now, message } satisfies OutboxEntry, store));
  return message;
}

export const deleteEntry = (id: string): Promise<void> =>
  lockDatabase(async () => {
    await del(id, store);
    // An empty database would show that something has been sent.
    if (!(await values(store)).length) await deleteDatabase();
  });

/** @returns all entries of this site. A visit without one leaves no database behind */
export const getAllEntries = (): Promise<OutboxEntry[]> =>
  lockDatabase(async () => {
    const databases = await indexedDB.databases();
    return databases.some(({ name }) => name === namespace) ? values<OutboxEntry>(store) : [];
  });

export const hasEntry = async (id: string): Promise<boolean> => (await getAllEntries()).some((entry) => entry.id === id);

/** Deletes what is too old for any campaign. @returns what waits for this address */
export async function getEntries(url: string, now: number): Promise<OutboxEntry[]> {
  const entries = await getAllEntries();
  const isExpired = ({ createdAt }: OutboxEntry) => createdAt < now - maxOutboxAge;
  for (const { id } of entries.filter(isExpired)) await deleteEntry(id);
  return entries.filter((entry) => entry.url === url && !isExpired(entry));
}

/** Runs work while no other page that has this lock sends the same submission. */
export const lockEntry = async (id: string, work: () => Promise<void>): Promise<unknown> => navigator.locks.request(`${namespace} ${id}`, work);
