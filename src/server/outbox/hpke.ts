/** HPKE, RFC 9180: the algorithms that page and server share. */
import { AEAD_AES_256_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256, KEM_DHKEM_X25519_HKDF_SHA256 } from 'hpke';
import type { Kem } from '../../campaign/schema/outbox.schema.ts';

const suites: Record<Kem, CipherSuite> = {
  x25519: new CipherSuite(KEM_DHKEM_X25519_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM),
  p256: new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_256_GCM),
};

const toBase64Url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const toBytes = (base64url: string) => new Uint8Array(Buffer.from(base64url, 'base64url'));

/** As base64url. */
export interface KeyPair {
  publicKey: string;
  privateKey: string;
}

export async function generateKeyPair(kem: Kem): Promise<KeyPair> {
  const suite = suites[kem];
  const { publicKey, privateKey } = await suite.GenerateKeyPair(true);
  return {
    publicKey: toBase64Url(await suite.SerializePublicKey(publicKey)),
    privateKey: toBase64Url(await suite.SerializePrivateKey(privateKey)),
  };
}

export interface Ciphertext {
  /** The encapsulated key, as base64url. */
  enc: string;
  /** As base64url. */
  ciphertext: string;
  associatedData: string;
}

/** @throws if it was encrypted with another key, or has been changed */
export async function decrypt(kem: Kem, privateKey: string, { enc, ciphertext, associatedData }: Ciphertext): Promise<Uint8Array<ArrayBuffer>> {
  const suite = suites[kem];
  const key = await suite.DeserializePrivateKey(toBytes(privateKey));
  const plaintext = await suite.Open(key, toBytes(enc), toBytes(ciphertext), { aad: new TextEncoder().encode(associatedData) });
  return new Uint8Array(plaintext);
}
