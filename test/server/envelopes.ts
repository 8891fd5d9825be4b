/** Envelopes, as the outbox of a page makes them. */
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import type { OutboxKey } from '../../src/campaign/schema/outbox.schema.ts';

const kems = { x25519: DhkemX25519HkdfSha256, p256: DhkemP256HkdfSha256 };

/** Encrypts as RFC 9180 says, with the algorithms that outbox.schema.ts names. */
export async function encrypt(key: OutboxKey, plaintext: string | Uint8Array<ArrayBuffer>, associatedData: string) {
  const suite = new CipherSuite({ kem: new kems[key.kem](), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
  const recipientPublicKey = await suite.kem.deserializePublicKey(new Uint8Array(Buffer.from(key.publicKey, 'base64url')));
  const sender = await suite.createSenderContext({ recipientPublicKey });
  const bytes = typeof plaintext === 'string' ? new TextEncoder().encode(plaintext) : plaintext;
  const ciphertext = await sender.seal(bytes, new TextEncoder().encode(associatedData));
  const toText = (buffer: ArrayBuffer) => Buffer.from(buffer).toString('base64url');
  return { key: key.id, enc: toText(sender.enc), ciphertext: toText(ciphertext) };
}

/** An envelope with a submission. */
export const seal = async (key: OutboxKey, submission: Record<string, unknown> & { id: string }) => ({
  id: submission.id,
  kind: submission['kind'],
  envelope: await encrypt(key, JSON.stringify(submission), submission.id),
});
