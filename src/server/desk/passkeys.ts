/** Passkeys, with which accounts of the desk sign in without a link: WebAuthn, with the device's own check of the person. */
import { hash } from 'node:crypto';
import type { AuthenticationResponseJSON, PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { DeskAccountRow, PasskeyRow } from '../db/desk-rows.ts';
import type { PasskeyAddition } from '../db/passkeys-repository.ts';
import type { Store } from '../db/store.ts';
import { createSession } from './accounts.ts';
import { toInstant } from '../../utils/to-instant.ts';
import { getSecretDigest } from '../submissions/digest.ts';

/** How long a challenge can be answered, in milliseconds. */
const challengeLifetime = 5 * 60_000;
/** How many passkeys an account can have. */
const maxPasskeys = 20;
/** Nobody: who signs in is unknown before the passkey says so. */
const noAccount = '';

export type { PasskeyRow };

type PasskeyStore = Pick<Store, 'passkeys'>;

interface Attempt {
  /** Where the desk is. */
  origin: string;
  now: number;
}

// Loaded when someone uses a passkey: it takes a while, and 20 MB.
const loadLibrary = () => import('@simplewebauthn/server');
const getHost = (origin: string) => new URL(origin).hostname;
/** The same for all passkeys of an account, so that a device keeps one of them; another one if the account is removed and made again. */
const getUserId = ({ name, created_at }: DeskAccountRow) => hash('sha256', `desk account ${created_at} ${name}`, 'buffer');

const addChallenge = ({ passkeys }: PasskeyStore, challenge: string, account: string, now: number) =>
  passkeys.addChallenge({ digest: getSecretDigest(challenge), account, expires_at: toInstant(now + challengeLifetime) }, toInstant(now));

/** @returns what a browser needs to make a passkey */
export async function createRegistration(store: PasskeyStore, account: DeskAccountRow, { origin, now }: Attempt): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { generateRegistrationOptions } = await loadLibrary();
  const options = await generateRegistrationOptions({
    rpName: 'Desk',
    rpID: getHost(origin),
    userName: account.name,
    userDisplayName: account.name,
    userID: new Uint8Array(getUserId(account)),
    timeout: challengeLifetime,
    // Signing in needs no name if the device keeps the passkey.
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    excludeCredentials: (await store.passkeys.getAll(account.name)).map(({ id, transports }) => ({ id, transports: JSON.parse(transports) as string[] })),
  });
  await addChallenge(store, options.challenge, account.name, now);
  return options;
}

/** @returns what a browser needs to sign in; the same for everybody */
export async function createAuthentication(store: PasskeyStore, { origin, now }: Attempt): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await loadLibrary();
  const options = await generateAuthenticationOptions({ rpID: getHost(origin), userVerification: 'required', timeout: challengeLifetime });
  await addChallenge(store, options.challenge, noAccount, now);
  return options;
}

interface PasskeyResponse {
  id: string;
  response: { clientDataJSON: string };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns what a browser has sent, with the challenge that it answers; the library checks the rest */
function readResponse<T extends PasskeyResponse>(text: string): { response: T; challenge: string } | undefined {
  const response = parseJson(text) as T | null | undefined;
  const encoded: unknown = response?.response?.clientDataJSON;
  if (typeof response?.id !== 'string' || typeof encoded !== 'string') return undefined;
  const clientData = parseJson(Buffer.from(encoded, 'base64url').toString()) as { challenge?: unknown } | null | undefined;
  return typeof clientData?.challenge === 'string' ? { response, challenge: clientData.challenge } : undefined;
}

/** The library throws for whatever is wrong with a response. */
const orRefused = <T>(verification: Promise<T>): Promise<T | undefined> => verification.catch(() => undefined);

/** @param text the response of a browser, as JSON @returns `refused` if the response is not valid */
export async function addPasskey(store: PasskeyStore, account: DeskAccountRow, { text, name, origin, now }: Attempt & { text: string; name: string }): Promise<PasskeyAddition | 'refused'> {
  const { verifyRegistrationResponse } = await loadLibrary();
  const { response, challenge } = readResponse<RegistrationResponseJSON>(text) ?? {};
  if (!response || !(await store.passkeys.takeChallenge(getSecretDigest(challenge!), account.name, toInstant(now)))) return 'refused';
  const verification = await orRefused(verifyRegistrationResponse({ response, expectedChallenge: challenge!, expectedOrigin: origin, expectedRPID: getHost(origin), requireUserVerification: true }));
  if (!verification?.verified) return 'refused';
  const { id, publicKey, counter, transports } = verification.registrationInfo.credential;
  const row: PasskeyRow = {
    id,
    account: account.name,
    public_key: Buffer.from(publicKey).toString('base64url'),
    counter,
    transports: JSON.stringify(Array.isArray(transports) ? transports.filter((transport) => /^[a-z-]{1,20}$/.test(String(transport))).slice(0, 10) : []),
    name,
    created_at: toInstant(now),
    last_used_at: null,
  };
  return store.passkeys.add(row, maxPasskeys);
}

/** @param text the response of a browser, as JSON @returns the secret of a new session; undefined if the response is not valid */
export async function signInWithPasskey(store: PasskeyStore, { text, origin, now }: Attempt & { text: string }): Promise<string | undefined> {
  const { verifyAuthenticationResponse } = await loadLibrary();
  const { response, challenge } = readResponse<AuthenticationResponseJSON>(text) ?? {};
  if (!response || !(await store.passkeys.takeChallenge(getSecretDigest(challenge!), noAccount, toInstant(now)))) return undefined;
  const { passkey, account } = (await store.passkeys.find(response.id)) ?? {};
  if (!passkey || !account) return undefined;
  // A device that keeps no passkeys names no account.
  const { userHandle } = response.response;
  if (userHandle && userHandle !== getUserId(account).toString('base64url')) return undefined;
  const credential = { id: passkey.id, publicKey: new Uint8Array(Buffer.from(passkey.public_key, 'base64url')), counter: passkey.counter };
  const verification = await orRefused(
    verifyAuthenticationResponse({ response, expectedChallenge: challenge!, expectedOrigin: origin, expectedRPID: getHost(origin), credential, requireUserVerification: true }),
  );
  if (!verification?.verified) return undefined;
  const { secret, session } = createSession(now);
  const use = { id: passkey.id, account: account.name, counter: verification.authenticationInfo.newCounter };
  return (await store.passkeys.signIn(use, session, toInstant(now))) ? secret : undefined;
}
