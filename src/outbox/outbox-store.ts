/**
 * Keeps encrypted submissions on the device, in IndexedDB, until the server has confirmed them. Storage belongs to the site that
 * embeds the element: its other pages find what waits, but cannot read it.
 */
import { del, delMany, get, promisifyRequest, set, values, type UseStore } from 'idb-keyval';
import { encryptSubmission, type EnvelopeHeader } from './encrypt-submission.ts';
import type { Envelope, OutboxKey } from '../campaign/schema/outbox.schema.ts';

/** The server keeps a key for this long after the key has expired, and what it encrypted is sent no longer. In milliseconds. */
const maxAge = 72 * 3_600_000;

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
  const request = indexedDB.open('action-widgets', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('outbox');
  const database = await promisifyRequest(request);
  try {
    return await work(database.transaction('outbox', mode, { durability: 'strict' }).objectStore('outbox'));
  } finally {
    database.close();
  }
};

/**
 * Encrypts a submission and stores it.
 * @param json of the whole submission
 * @param now milliseconds since the epoch
 * @returns what can be sent instead of the submission
 * @throws if the browser cannot encrypt, or the page may not store
 */
export async function addEntry(header: EnvelopeHeader, json: string, url: string, keys: readonly OutboxKey[], now: number): Promise<Envelope> {
  const message = await encryptSubmission(header, json, keys, now);
  await set(header.id, { id: header.id, url, createdAt: now, message } satisfies OutboxEntry, store);
  return message;
}

export const hasEntry = async (id: string): Promise<boolean> => (await get<OutboxEntry>(id, store)) !== undefined;

export const deleteEntry = (id: string): Promise<void> => del(id, store);

/** Deletes what is too old for any campaign. @returns what waits for this address */
export async function getEntries(url: string, now: number): Promise<OutboxEntry[]> {
  const entries = await values<OutboxEntry>(store);
  const isExpired = ({ createdAt }: OutboxEntry) => createdAt < now - maxAge;
  const expired = entries.filter(isExpired).map(({ id }) => id);
  if (expired.length) await delMany(expired, store);
  return entries.filter((entry) => entry.url === url && !isExpired(entry));
}

/** Runs work while no other page that has this lock sends the same submission. */
export const lockEntry = async (id: string, work: () => Promise<void>): Promise<unknown> => navigator.locks.request(`action-widgets ${id}`, work);
