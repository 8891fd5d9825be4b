/** Encrypts a submission so that only the campaign's server can read it, not even the browser that has encrypted it: HPKE, RFC 9180. */
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256, KEM_DHKEM_X25519_HKDF_SHA256 } from 'hpke';
import type { Envelope, OutboxKey } from '../campaign/schema/outbox.schema.ts';

/** In the order of preference: not every browser has X25519 yet. */
const mechanisms = [
  ['x25519', KEM_DHKEM_X25519_HKDF_SHA256],
  ['p256', KEM_DHKEM_P256_HKDF_SHA256],
] as const;

export type EnvelopeHeader = Pick<Envelope, 'id' | 'kind'>;

/**
 * @param json of the whole submission
 * @param keys of the campaign document
 * @param now milliseconds since the epoch; no expired key is used
 * @throws if the browser supports no mechanism of these keys, or the page is not served over HTTPS
 */
export async function encryptSubmission({ id, kind }: EnvelopeHeader, json: string, keys: readonly OutboxKey[], now: number): Promise<Envelope> {
  const encoder = new TextEncoder();
  let failure: unknown = new Error('the document has no outbox key that can be used');
  for (const [name, kem] of mechanisms) {
    const key = keys.find((one) => one.kem === name && Date.parse(one.expires) > now);
    if (!key) continue;
    try {
      const suite = new CipherSuite(kem, KDF_HKDF_SHA256, AEAD_AES_256_GCM);
      const publicKey = await suite.DeserializePublicKey(fromBase64Url(key.publicKey));
      const { encapsulatedSecret, ciphertext } = await suite.Seal(publicKey, encoder.encode(json), { aad: encoder.encode(id) });
      return { id, kind, envelope: { key: key.id, enc: toBase64Url(encapsulatedSecret), ciphertext: toBase64Url(ciphertext) } };
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

const fromBase64Url = (text: string) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
