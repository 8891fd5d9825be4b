/** Sealed submissions, for a page that opens them without this server. */
import type { Context, Hono } from 'hono';
import { getSealedPage } from '../../sealing/list-sealed.ts';
import { messagePage } from '../../views/desk/layout.ts';
import { sealedPage } from '../../views/desk/sealed-page.ts';
import type { RouteContext } from '../context.ts';
import type { DeskEnv } from './access.ts';

export function addSealedRoutes(app: Hono<DeskEnv>, { campaigns, store, orUnavailable }: RouteContext): void {
  const findSealed = () => campaigns.all().flatMap(({ campaign: { id, title, seal } }) => (seal ? [{ id, title }] : []));

  async function list(c: Context<DeskEnv>): Promise<Response> {
    const campaign = c.req.query('campaign') ?? '';
    const after = c.req.query('after') ?? '';
    if (!campaigns.get(campaign)?.campaign.seal || !/^[\w-]{0,64}$/.test(after)) return messagePage({ title: 'Sealed submissions', account: c.var.account, text: 'There is no such sealed campaign.', status: 404 });
    const page = await getSealedPage(store, campaign, after);
    await c.var.audited('sealed export').audit.record({ campaign, ids: [], affected: page.submissions.length });
    return c.json(page, 200, { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
  }

  app.get('/sealed', (c) => {
    const all = findSealed();
    const selected = all.find(({ id }) => id === c.req.query('campaign')) ?? all[0];
    return sealedPage(c.var.account, all, selected?.id);
  });
  app.get('/sealed/list', (c) => orUnavailable('GET /desk/sealed/list', list(c)));
}
