/** Who may use the desk: for its owners. */
import type { Context, Hono } from 'hono';
import { changeMessages, invite, isDeskRole, normalizeName } from '../../desk/accounts.ts';
import { deskPaths } from '../../views/desk/layout.ts';
import { accountsPage, type AccountsMessage } from '../../views/desk/accounts-page.ts';
import type { RouteContext } from '../context.ts';
import type { DeskEnv } from './access.ts';
import { readForm } from './session.ts';

export function addAccountRoutes(app: Hono<DeskEnv>, { store, now, getOrigin, orUnavailable }: RouteContext): void {
  const getData = async () => ({ accounts: await store.desk.getAccounts(), passkeyCounts: await store.passkeys.countByAccount() });
  const show = async (c: Context<DeskEnv>, message?: AccountsMessage, status = 200) =>
    accountsPage(c.var.account, await orUnavailable('GET /desk/accounts', getData()), message, status);

  app.get('/accounts', (c) => show(c));

  app.post('/accounts', async (c) => {
    const form = await readForm(c);
    const role = form.get('role');
    const name = normalizeName(form.get('name') ?? '');
    if (name === undefined) return show(c, { problem: 'Enter a name of 1 to 100 characters.' }, 422);
    if (!isDeskRole(role)) return show(c, { problem: 'Choose a role.' }, 422);
    const invitation = { name, role, origin: getOrigin(c.req.url), now: now() };
    const result = await orUnavailable('POST /desk/accounts', invite(c.var.audited('desk invite'), invitation));
    if ('otherRole' in result) return show(c, { problem: `${name} has the role ${result.otherRole}. You can change it in the list.` }, 409);
    return show(c, { name, url: result.url });
  });

  app.post('/accounts/role', async (c) => {
    const form = await readForm(c);
    const role = form.get('role');
    if (!isDeskRole(role)) return show(c, { problem: 'Choose a role.' }, 422);
    const name = form.get('name') ?? '';
    const change = await orUnavailable('POST /desk/accounts/role', c.var.audited(`desk role ${role}`).desk.changeRole(name, role));
    if (change !== 'done') return show(c, { problem: changeMessages[change] }, 409);
    return finish(c, name, { notice: `${name} is now: ${role}.` });
  });

  app.post('/accounts/name', async (c) => {
    const form = await readForm(c);
    const name = form.get('name') ?? '';
    const newName = normalizeName(form.get('newName') ?? '');
    if (newName === undefined) return show(c, { problem: 'Enter a name of 1 to 100 characters.' }, 422);
    if (newName === name) return c.redirect(deskPaths.accounts, 303);
    const change = await orUnavailable('POST /desk/accounts/name', c.var.audited('desk rename').desk.renameAccount(name, newName));
    if (change !== 'done') return show(c, { problem: changeMessages[change] }, 409);
    if (name === c.var.account.name) return c.redirect(deskPaths.accounts, 303);
    return show(c, { notice: `${name} is now called ${newName}.` });
  });

  app.post('/accounts/remove', async (c) => {
    const name = (await readForm(c)).get('name') ?? '';
    const change = await orUnavailable('POST /desk/accounts/remove', c.var.audited('desk remove').desk.removeAccount(name));
    if (change !== 'done') return show(c, { problem: changeMessages[change] }, 409);
    return finish(c, name, { notice: `${name} was removed, and signed out.` });
  });

  /** Who has changed their own account may not see this page any more. */
  const finish = (c: Context<DeskEnv>, name: string, message: AccountsMessage) => (name === c.var.account.name ? c.redirect('/desk', 303) : show(c, message));
}
