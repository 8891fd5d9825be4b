/** A device that makes passkeys and signs with them, as WebAuthn describes, with whatever a test wants to be wrong. */
import { createSign, generateKeyPairSync, hash, randomBytes, type KeyObject } from 'node:crypto';

/** What a response claims; by default, what the server has asked for. */
export interface Claims {
  challenge?: string;
  origin?: string;
  rpId?: string;
  counter?: number;
  isUserVerified?: boolean;
  /** The id of the credential. */
  id?: string;
  userHandle?: string;
  type?: string;
  /** Signs with this key. */
  key?: KeyObject;
}

const base64url = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url');
const digest = (content: string | Buffer) => hash('sha256', content, 'buffer');

function createClientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

function createAuthenticatorData(rpId: string, flags: number, counter: number): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([digest(rpId), Buffer.from([flags]), count]);
}

const userPresent = 1;
const userVerified = 4;
const withCredential = 64;

/** @param origin the page that the device is asked on */
export function createAuthenticator(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let userHandle = '';

  return {
    id: base64url(id),
    privateKey,
    /** @returns the response to the options of a registration, as JSON */
    register({ challenge, rp, user }: { challenge: string; rp: { id: string }; user: { id: string } }, claims: Claims = {}): string {
      userHandle = user.id;
      const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string };
      // COSE: the type EC2, the algorithm ES256, the curve P-256 and a point.
      const key = Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), Buffer.from(x, 'base64url'), Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url')]);
      const flags = userPresent | withCredential | (claims.isUserVerified === false ? 0 : userVerified);
      const length = Buffer.from([0, id.length]);
      const authData = Buffer.concat([createAuthenticatorData(claims.rpId ?? rp.id, flags, claims.counter ?? 0), Buffer.alloc(16), length, id, key]);
      // CBOR: { fmt: 'none', attStmt: {}, authData }
      const start = Buffer.from([0xa3, 0x63, ...Buffer.from('fmt'), 0x64, ...Buffer.from('none'), 0x67, ...Buffer.from('attStmt'), 0xa0, 0x68, ...Buffer.from('authData'), 0x58, authData.length]);
      const clientData = createClientData(claims.type ?? 'webauthn.create', claims.challenge ?? challenge, claims.origin ?? origin);
      const response = { clientDataJSON: base64url(clientData), attestationObject: base64url(Buffer.concat([start, authData])), transports: ['internal'] };
      return JSON.stringify({ id: base64url(id), rawId: base64url(id), type: 'public-key', clientExtensionResults: {}, response });
    },
    /** @returns the response to the options of an authentication, as JSON */
    sign({ challenge, rpId }: { challenge: string; rpId: string }, claims: Claims = {}): string {
      const authenticatorData = createAuthenticatorData(claims.rpId ?? rpId, userPresent | (claims.isUserVerified === false ? 0 : userVerified), claims.counter ?? 0);
      const clientData = createClientData(claims.type ?? 'webauthn.get', claims.challenge ?? challenge, claims.origin ?? origin);
      const signature = createSign('sha256').update(authenticatorData).update(digest(clientData)).sign(claims.key ?? privateKey);
      const credentialId = claims.id ?? base64url(id);
      const response = { clientDataJSON: base64url(clientData), authenticatorData: base64url(authenticatorData), signature: base64url(signature), userHandle: claims.userHandle ?? userHandle };
      return JSON.stringify({ id: credentialId, rawId: credentialId, type: 'public-key', clientExtensionResults: {}, response });
    },
  };
}

export type Authenticator = ReturnType<typeof createAuthenticator>;
