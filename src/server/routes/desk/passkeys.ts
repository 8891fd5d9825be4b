/** Signing in with a passkey, and the passkeys of an account. */
import type { Context, Hono } from 'hono';
import { normalizeName } from '../../desk/accounts.ts';
import { addPasskey, createAuthentication, createRegistration, signInWithPasskey } from '../../desk/passkeys.ts';
import { createSignInLimit, signInRetryAfter } from '../../desk/sign-in-limit.ts';
import { deskPaths } from '../../views/desk/layout.ts';
import { passkeysPage, type PasskeysMessage } from '../../views/desk/passkeys-page.ts';
import { signInPage } from '../../views/desk/sign-in-page.ts';
import type { RouteContext } from '../context.ts';
import type { DeskEnv, SessionCookie } from './access.ts';
import { readForm } from './session.ts';

const additionProblems = {
  refused: 'The passkey could not be checked, or it took longer than five minutes. Nothing was added. Try again.',
  taken: 'This passkey was added before.',
  'too-many': 'You have 20 passkeys. Remove one that you no longer use first.',
  unknown: 'Your account was removed.',
};

export function addPasskeyRoutes(app: Hono<DeskEnv>, { store, now, getAddress, getOrigin, orUnavailable }: RouteContext, cookie: SessionCookie): void {
  const limit = createSignInLimit(store, now);
  const challengeLimit = createSignInLimit(store, now, { name: 'desk-challenges', max: 100 });
  const getAttempt = ({ req }: Context) => ({ origin: getOrigin(req.url), now: now() });
  const show = async (c: Context<DeskEnv>, message?: PasskeysMessage, status = 200) =>
    passkeysPage(c.var.account, await orUnavailable('GET /desk/passkeys', store.passkeys.getAll(c.var.account.name)), message, status);

  app.get('/passkeys', (c) => show(c));

  app.post('/passkeys/options', async (c) => {
    const options = createRegistration(store, c.var.account, getAttempt(c));
    return c.json(await orUnavailable('POST /desk/passkeys/options', options), 200, { 'Cache-Control': 'no-store' });
  });

  app.post('/passkeys', async (c) => {
    const form = await readForm(c);
    const typedName = form.get('name') ?? '';
    const name = normalizeName(typedName);
    if (name === undefined) return show(c, { problem: 'Enter a name of 1 to 100 characters.', name: typedName }, 422);
    const addition = addPasskey(c.var.audited('desk passkey add'), c.var.account, { ...getAttempt(c), text: form.get('response') ?? '', name });
    const result = await orUnavailable('POST /desk/passkeys', addition);
    return result === 'done' ? show(c, { notice: 'The passkey was added. You can sign in with it from now on.' }) : show(c, { problem: additionProblems[result], name }, 422);
  });

  app.post('/passkeys/remove', async (c) => {
    const id = (await readForm(c)).get('id') ?? '';
    const isRemoved = await orUnavailable('POST /desk/passkeys/remove', c.var.audited('desk passkey remove').passkeys.remove(c.var.account.name, id));
    return isRemoved ? show(c, { notice: 'The passkey was removed. Nobody can sign in with it any more.' }) : show(c, { problem: 'You have no such passkey.' }, 409);
  });

  app.post('/sign-in/passkey/options', (c) => orUnavailable('POST /desk/sign-in/passkey/options', sendChallenge(c)));

  app.post('/sign-in/passkey', async (c) => {
    const text = (await readForm(c)).get('response') ?? '';
    const result = await orUnavailable('POST /desk/sign-in/passkey', tryPasskey(c, text));
    if (result === 'limited') return signInPage({ error: 'Too many tries have failed. Try again in a few minutes.', status: 429, retryAfter: signInRetryAfter });
    if (result === undefined) return signInPage({ error: 'This passkey does not work here, or it took longer than five minutes. Try again, or use a link.', status: 403 });
    cookie.set(c, result);
    return c.redirect(deskPaths.overview, 303);
  });

  async function sendChallenge(c: Context): Promise<Response> {
    const address = getAddress(c);
    const headers = { 'Cache-Control': 'no-store' };
    if ((await limit.isReached(address)) || (await challengeLimit.isReached(address))) return c.json({}, 429, { ...headers, 'Retry-After': String(signInRetryAfter) });
    await challengeLimit.add(address);
    return c.json(await createAuthentication(store, getAttempt(c)), 200, headers);
  }

  /** @returns the secret of a session, if the passkey is right */
  async function tryPasskey(c: Context, text: string): Promise<string | undefined> {
    const address = getAddress(c);
    if (await limit.isReached(address)) return 'limited';
    const secret = await signInWithPasskey(store, { ...getAttempt(c), text });
    if (secret === undefined) await limit.add(address);
    return secret;
  }
}
