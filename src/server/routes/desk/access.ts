/** Who may use which route of the desk. */
import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { matchedRoutes } from 'hono/route';
import type { AuditedStore } from '../../db/store.ts';
import type { DeskAccountRow, DeskRole } from '../../db/desk-rows.ts';
import { findSession, includesRole, sessionLifetime } from '../../desk/accounts.ts';
import { maxImageBytes } from '../../campaigns/campaign-images.ts';
import { maxPublishBytes } from '../../sealing/publish-sealed.ts';
import { limitBody } from '../../middleware/limit-body.ts';
import { campaignFormPaths } from '../../views/desk/campaign-form-paths.ts';
import { campaignPaths } from '../../views/desk/campaign-paths.ts';
import { deskErrorPage, deskPaths } from '../../views/desk/layout.ts';
import type { RouteContext } from '../context.ts';

/** The lowest role that may use each route. A route that is not listed answers nobody. */
export const minimumRoles: Readonly<Record<string, DeskRole | 'anyone'>> = {
  [`GET ${deskPaths.style}`]: 'anyone',
  [`GET ${deskPaths.signIn}`]: 'anyone',
  [`POST ${deskPaths.signIn}`]: 'anyone',
  [`POST ${deskPaths.signInOptions}`]: 'anyone',
  [`POST ${deskPaths.signInWithPasskey}`]: 'anyone',
  [`GET ${deskPaths.passkeys}`]: 'reader',
  [`POST ${deskPaths.passkeys}`]: 'reader',
  [`POST ${deskPaths.passkeyOptions}`]: 'reader',
  [`POST ${deskPaths.removePasskey}`]: 'reader',
  [`POST ${deskPaths.signOut}`]: 'reader',
  [`GET ${deskPaths.overview}`]: 'reader',
  [`GET ${campaignPaths.all}`]: 'reader',
  [`POST ${campaignPaths.all}`]: 'owner',
  [`GET ${campaignPaths.one}`]: 'reader',
  [`GET ${campaignPaths.embedCode}`]: 'reader',
  [`POST ${campaignPaths.publish}`]: 'owner',
  [`POST ${campaignPaths.unpublish}`]: 'owner',
  [`GET ${campaignPaths.remove}`]: 'owner',
  [`POST ${campaignPaths.remove}`]: 'owner',
  [`POST ${campaignPaths.takeOver}`]: 'owner',
  [`GET ${campaignPaths.json}`]: 'reader',
  [`POST ${campaignPaths.json}`]: 'owner',
  [`POST ${campaignPaths.lint}`]: 'owner',
  [`GET ${campaignPaths.images}`]: 'reader',
  [`POST ${campaignPaths.images}`]: 'owner',
  [`POST ${campaignPaths.removeImage}`]: 'owner',
  [`GET ${campaignPaths.versions}`]: 'reader',
  [`POST ${campaignPaths.restore}`]: 'owner',
  [`GET ${campaignFormPaths.part}`]: 'reader',
  [`POST ${campaignFormPaths.part}`]: 'owner',
  [`GET ${campaignFormPaths.translations}`]: 'reader',
  [`POST ${campaignFormPaths.translations}`]: 'owner',
  [`GET ${campaignFormPaths.translation}`]: 'reader',
  [`POST ${campaignFormPaths.translation}`]: 'owner',
  [`GET ${campaignFormPaths.preview}`]: 'reader',
  [`POST ${campaignFormPaths.preview}`]: 'owner',
  [`GET ${deskPaths.cards}`]: 'moderator',
  [`POST ${deskPaths.cards}`]: 'moderator',
  [`GET ${deskPaths.print}`]: 'moderator',
  [`POST ${deskPaths.print}`]: 'moderator',
  [`GET ${deskPaths.batch}`]: 'moderator',
  [`POST ${deskPaths.batch}`]: 'moderator',
  [`GET ${deskPaths.sheets}`]: 'moderator',
  [`GET ${deskPaths.sealedSheets}`]: 'moderator',
  [`GET ${deskPaths.pdf}`]: 'moderator',
  [`POST ${deskPaths.paper}`]: 'moderator',
  [`GET ${deskPaths.sealed}`]: 'moderator',
  [`GET ${deskPaths.sealedList}`]: 'moderator',
  [`POST ${deskPaths.publishSealed}`]: 'moderator',
  [`GET ${deskPaths.letters}`]: 'moderator',
  [`POST ${deskPaths.letters}`]: 'moderator',
  [`GET ${deskPaths.held}`]: 'reader',
  [`POST ${deskPaths.held}`]: 'moderator',
  [`GET ${deskPaths.exports}`]: 'owner',
  [`POST ${deskPaths.exports}`]: 'owner',
  [`GET ${deskPaths.webhooks}`]: 'owner',
  [`POST ${deskPaths.webhooks}`]: 'owner',
  [`POST ${deskPaths.changeWebhook}`]: 'owner',
  [`GET ${deskPaths.checkPage}`]: 'moderator',
  [`POST ${deskPaths.checkPage}`]: 'moderator',
  [`GET ${deskPaths.audit}`]: 'moderator',
  [`GET ${deskPaths.accounts}`]: 'owner',
  [`POST ${deskPaths.accounts}`]: 'owner',
  [`POST ${deskPaths.changeRole}`]: 'owner',
  [`POST ${deskPaths.renameAccount}`]: 'owner',
  [`POST ${deskPaths.removeAccount}`]: 'owner',
};

const kibibyte = 1024;
/** The largest body of a route, in bytes, if it is not the usual one. */
const maxBodySizes: Readonly<Record<string, number>> = {
  // A document has at most 256 KiB, and a form writes a byte as up to three.
  [`POST ${campaignPaths.json}`]: 1024 * kibibyte,
  [`POST ${campaignPaths.lint}`]: 1024 * kibibyte,
  // The other fields of the form are short.
  [`POST ${campaignPaths.images}`]: maxImageBytes + 64 * kibibyte,
  // The form of a part has its values twice: as they were, and as they were entered.
  [`POST ${campaignFormPaths.part}`]: 2048 * kibibyte,
  [`POST ${campaignFormPaths.translation}`]: 1024 * kibibyte,
  [`POST ${campaignFormPaths.preview}`]: 2048 * kibibyte,
  [`POST ${deskPaths.publishSealed}`]: maxPublishBytes,
};
const maxBodySize = 16 * kibibyte;

/** The route that will answer a request; undefined if there is none. */
function getRoute(c: Context): string | undefined {
  const route = matchedRoutes(c).findLast(({ method }) => method !== 'ALL');
  return route && `${route.method} ${route.path}`;
}

const refuse = () => deskErrorPage({ title: 'Too large', text: 'What you have sent is too large. Nothing was changed.', status: 413 });

export function limitBodyByRoute(): MiddlewareHandler {
  const usual = limitBody(maxBodySize, refuse);
  const others = Object.fromEntries(Object.entries(maxBodySizes).map(([route, size]) => [route, limitBody(size, refuse)]));
  return (c, next) => (others[getRoute(c) ?? ''] ?? usual)(c, next);
}

export interface DeskEnv {
  Variables: {
    account: DeskAccountRow;
    /** Records changes as the account's. */
    audited: (command: string) => AuditedStore;
  };
}

const cookieName = 'desk';

/** The session of a browser, in a cookie that no script reads. */
export function createSessionCookie({ publicOrigin }: Pick<RouteContext, 'publicOrigin'>) {
  // Only with https: a browser keeps a `__Host-` cookie from the very host that has set it, and not from a subdomain.
  const prefix = publicOrigin?.startsWith('https:') ? ('host' as const) : undefined;
  const options = { path: '/', httpOnly: true, sameSite: 'Lax', secure: prefix !== undefined, ...(prefix && { prefix }) } as const;
  return {
    get: (c: Context) => (prefix ? getCookie(c, cookieName, prefix) : getCookie(c, cookieName)) ?? '',
    set: (c: Context, secret: string) => setCookie(c, cookieName, secret, { ...options, maxAge: sessionLifetime / 1000 }),
    delete: (c: Context) => void deleteCookie(c, cookieName, options),
  };
}

export type SessionCookie = ReturnType<typeof createSessionCookie>;

/** Lets a request through to a route that its account may use. */
export function requireRole({ store, now, orUnavailable }: RouteContext, cookie: SessionCookie): MiddlewareHandler<DeskEnv> {
  return async (c, next) => {
    const route = getRoute(c);
    // The app answers for an address without a route.
    const minimumRole = route === undefined ? 'anyone' : minimumRoles[route];
    if (minimumRole === 'anyone') return next();
    const account = await orUnavailable('desk session', findSession(store, cookie.get(c), now()));
    if (!account) {
      if (c.req.method === 'GET' || c.req.method === 'HEAD') return c.redirect(deskPaths.signIn, 303);
      return deskErrorPage({ title: 'You are not signed in', text: 'Nothing was changed.', status: 403, link: { path: deskPaths.signIn, text: 'Sign in' } });
    }
    if (!minimumRole || !includesRole(account.role, minimumRole))
      return deskErrorPage({ title: 'Not allowed', text: `Your role is ${account.role}. An owner of this desk can change it.`, account, status: 403 });
    c.set('account', account);
    c.set('audited', (command) => store.withAudit({ actor: account.name, command }));
    return next();
  };
}
