/** The outbox of a page in tests: keys of a server, what is stored on the device, and what an earlier page has left. */
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256, KEM_DHKEM_X25519_HKDF_SHA256 } from 'hpke';
import { createStore, values } from 'idb-keyval';
import { addEntry, type OutboxEntry } from '../../../src/outbox/outbox-store.ts';
import { uuid } from '../../../src/utils/uuid.ts';
import type { Envelope, Kem, OutboxKey } from '../../../src/campaign/schema/outbox.schema.ts';
import type { Submission } from '../../../src/campaign/schema/submission.schema.ts';

const toBase64Url = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const fromBase64Url = (text: string) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));

export interface ServerKey {
  key: OutboxKey;
  /** @returns the submission inside */
  decrypt: (envelope: Envelope) => Promise<Submission>;
}

/** @param expires ISO 8601 */
export async function createServerKey(name: Kem = 'p256', expires = new Date(Date.now() + 3 * 86_400_000).toISOString()): Promise<ServerKey> {
  const kem = name === 'x25519' ? KEM_DHKEM_X25519_HKDF_SHA256 : KEM_DHKEM_P256_HKDF_SHA256;
  const suite = new CipherSuite(kem, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
  const keyPair = await suite.GenerateKeyPair();
  return {
    key: { id: `${name}-test`, kem: name, publicKey: toBase64Url(await suite.SerializePublicKey(keyPair.publicKey)), expires },
    async decrypt({ id, envelope }) {
      const { enc, ciphertext } = envelope;
      const plaintext = await suite.Open(keyPair, fromBase64Url(enc), fromBase64Url(ciphertext), { aad: new TextEncoder().encode(id) });
      return JSON.parse(new TextDecoder().decode(plaintext)) as Submission;
    },
  };
}

/** Everything that the elements have stored on this device. */
export const readStoredEntries = (): Promise<OutboxEntry[]> => values<OutboxEntry>(createStore('action-widgets', 'outbox'));

/** Stores a submission as an earlier page would have left it. @param url where it is sent, absolute @param age milliseconds */
export async function leaveSubmission(url: string, keys: readonly OutboxKey[], age = 0): Promise<Submission> {
  const submission: Submission = { id: uuid(), kind: 'letter', language: 'en', letter: { targets: ['minister'], body: 'Left by an earlier page.' } };
  await addEntry(submission, JSON.stringify(submission), url, keys, Date.now() - age);
  return submission;
}
