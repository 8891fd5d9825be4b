/** HPKE, RFC 9180: the algorithms that page and server share. */
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import type { Kem } from '../../campaign/schema/outbox.schema.ts';

const suites: Record<Kem, CipherSuite> = {
  x25519: new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() }),
  p256: new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() }),
};

const toBase64Url = (bytes: ArrayBuffer) => Buffer.from(bytes).toString('base64url');
const toBytes = (base64url: string) => new Uint8Array(Buffer.from(base64url, 'base64url'));

/** As base64url. */
export interface KeyPair {
  publicKey: string;
  privateKey: string;
}

export async function generateKeyPair(kem: Kem): Promise<KeyPair> {
  const { kem: algorithm } = suites[kem];
  const { publicKey, privateKey } = await algorithm.generateKeyPair();
  return {
    publicKey: toBase64Url(await algorithm.serializePublicKey(publicKey)),
    privateKey: toBase64Url(await algorithm.serializePrivateKey(privateKey)),
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
  const recipientKey = await suite.kem.deserializePrivateKey(toBytes(privateKey));
  const recipient = await suite.createRecipientContext({ recipientKey, enc: toBytes(enc) });
  return new Uint8Array(await recipient.open(toBytes(ciphertext), new TextEncoder().encode(associatedData)));
}
