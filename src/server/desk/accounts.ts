/** Who may use the desk: accounts are invited with a link that signs in once, and then have a session. */
import { randomBytes } from 'node:crypto';
import type { AccountChange } from '../db/desk-repository.ts';
import { deskRoles, type DeskAccountRow, type DeskKeyRow, type DeskRole } from '../db/desk-rows.ts';
import type { Store } from '../db/store.ts';
import { toInstant } from '../../utils/to-instant.ts';
import { getSecretDigest } from '../submissions/digest.ts';
import { msPerDay, msPerHour } from '../../utils/durations.ts';

/** How long an invitation can be used. */
const linkLifetime = msPerDay;
/** How long someone stays signed in, in milliseconds. */
export const sessionLifetime = 12 * msPerHour;

/** The longest name of an account, in characters. */
export const maxNameLength = 100;
const tokenPattern = /^[\w-]{32}$/;
const createToken = () => randomBytes(24).toString('base64url');

export const isDeskRole = (text: unknown): text is DeskRole => (deskRoles as readonly unknown[]).includes(text);

/** Whether a role includes another. */
export const includesRole = (role: DeskRole, least: DeskRole): boolean => deskRoles.indexOf(role) >= deskRoles.indexOf(least);

/** @returns the name as it is stored; undefined for one that is empty, too long, or has invisible characters */
export function normalizeName(text: string): string | undefined {
  const name = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  return name && [...name].length <= maxNameLength && !/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/u.test(name) ? name : undefined;
}

export { deskRoles, type DeskAccountRow, type DeskRole };

type DeskStore = Pick<Store, 'desk'>;

/**
 * Makes a link for an account, and the account if its name is new.
 * @param origin where the desk is
 * @returns the URL, with the secret in its fragment, which browsers send to no server; or the role that the account already has
 */
export async function invite({ desk }: DeskStore, { name, role, origin, now }: { name: string; role: DeskRole; origin: string; now: number }): Promise<{ url: string } | { otherRole: DeskRole }> {
  const token = createToken();
  const link = { digest: getSecretDigest(token), account: name, expires_at: toInstant(now + linkLifetime) };
  const account = await desk.invite({ name, role, created_at: toInstant(now), signed_in_at: null }, link);
  return account.role === role ? { url: `${origin}/desk/sign-in#${token}` } : { otherRole: account.role };
}

/** @returns a new session with its secret, which is not stored */
export function createSession(now: number): { secret: string; session: Omit<DeskKeyRow, 'account'> } {
  const secret = createToken();
  return { secret, session: { digest: getSecretDigest(secret), expires_at: toInstant(now + sessionLifetime) } };
}

/** @param code the secret of a link, or the whole link @returns the secret of a new session; undefined if the link cannot be used */
export async function signIn({ desk }: DeskStore, code: string, now: number): Promise<string | undefined> {
  const token = code.trim().split('#').at(-1)!;
  if (!tokenPattern.test(token)) return undefined;
  const { secret, session } = createSession(now);
  const account = await desk.signIn(getSecretDigest(token), session, toInstant(now));
  return account && secret;
}

export const findSession = async ({ desk }: DeskStore, secret: string, now: number): Promise<DeskAccountRow | undefined> =>
  tokenPattern.test(secret) ? desk.findSession(getSecretDigest(secret), toInstant(now)) : undefined;

export const signOut = ({ desk }: DeskStore, secret: string): Promise<void> => desk.endSession(getSecretDigest(secret));

/** @returns whether nobody has signed in yet: then the server offers a link to its operator */
export const isUnused = async ({ desk }: DeskStore): Promise<boolean> => !(await desk.getAccounts()).some((account) => account.signed_in_at !== null);

/** Why a change was refused. */
export const changeMessages: Record<Exclude<AccountChange, 'done'>, string> = {
  unknown: 'There is no such account.',
  'last-owner': 'The desk needs at least one owner. Make someone else an owner first.',
  taken: 'Another account has this name.',
  'has-passkeys': 'The passkeys of this account have its name, and would no longer work. Remove them under “Passkeys”, rename the account, and add them again.',
};
