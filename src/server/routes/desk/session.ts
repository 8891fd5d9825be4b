/** Signing in to the desk, and out. */
import type { Context, Hono } from 'hono';
import { signIn, signOut } from '../../desk/accounts.ts';
import { createSignInLimit, signInRetryAfter } from '../../desk/sign-in-limit.ts';
import { decodeBody, parseForm, requireContentType } from '../../http/parse-body.ts';
import { deskPaths } from '../../views/desk/layout.ts';
import { signInPage } from '../../views/desk/sign-in-page.ts';
import type { RouteContext } from '../context.ts';
import type { DeskEnv, SessionCookie } from './access.ts';

const assertForm = requireContentType(['application/x-www-form-urlencoded']);

/** @throws ProblemError */
export async function readForm({ req }: Context): Promise<URLSearchParams> {
  assertForm(req.raw.headers);
  return parseForm(decodeBody(await req.arrayBuffer()));
}

export function addSessionRoutes(app: Hono<DeskEnv>, { store, now, getAddress, orUnavailable }: RouteContext, cookie: SessionCookie): void {
  const limit = createSignInLimit(store, now);

  app.get('/sign-in', () => signInPage());
  app.post('/sign-in', async (c) => {
    const code = (await readForm(c)).get('code') ?? '';
    const address = getAddress(c);
    const result = await orUnavailable('POST /desk/sign-in', tryCode(code, address));
    if (result === 'limited') return signInPage({ error: 'Too many codes were wrong. Try again in a few minutes.', status: 429, retryAfter: signInRetryAfter });
    if (result === undefined) return signInPage({ error: 'This link does not work: it was used before, or it is older than a day. Ask for another one.', status: 403 });
    cookie.set(c, result);
    return c.redirect(deskPaths.overview, 303);
  });
  app.post('/sign-out', async (c) => {
    await orUnavailable('POST /desk/sign-out', signOut(store, cookie.get(c)));
    cookie.delete(c);
    return c.redirect(deskPaths.signIn, 303);
  });

  /** @returns the secret of a session, if the code is right */
  async function tryCode(code: string, address: string | undefined): Promise<string | undefined> {
    if (await limit.isReached(address)) return 'limited';
    const secret = await signIn(store, code, now());
    if (secret === undefined) await limit.add(address);
    return secret;
  }
}
