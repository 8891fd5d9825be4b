/** Sealed submissions, for a page that opens them without this server. */
import type { Context, Hono } from 'hono';
import { isShortId } from '../../db/short-id.ts';
import { getSealedPage } from '../../sealing/list-sealed.ts';
import { publishSealed, type PublicationResult } from '../../sealing/publish-sealed.ts';
import { deskErrorPage } from '../../views/desk/layout.ts';
import { sealedPage } from '../../views/desk/sealed-page.ts';
import type { RouteContext } from '../context.ts';
import type { DeskEnv } from './access.ts';
import { readForm } from './session.ts';

const publishFailures: Record<Exclude<PublicationResult, 'done'>, { status: number; text: string }> = {
  conflict: { status: 409, text: 'Another moderator has changed this card in the meantime. You have changed nothing.' },
  'not-allowed': { status: 422, text: 'This card cannot be published.' },
  invalid: { status: 422, text: 'The text of this card is empty or too long, so it cannot be published.' },
};

export function addSealedRoutes(app: Hono<DeskEnv>, { campaigns, store, now, orUnavailable }: RouteContext): void {
  const findSealed = () => campaigns.all().flatMap(({ campaign: { id, title, seal, postcard } }) => (seal ? [{ id, title, publishes: postcard?.publish === 'ask' }] : []));

  async function list(c: Context<DeskEnv>): Promise<Response> {
    const campaign = c.req.query('campaign') ?? '';
    const after = c.req.query('after') ?? '';
    if (!campaigns.get(campaign)?.campaign.seal || !/^[\w-]{0,64}$/.test(after)) return deskErrorPage({ title: 'Sealed submissions', account: c.var.account, text: 'There is no such sealed campaign.', status: 404 });
    const page = await getSealedPage(store, campaign, after);
    await c.var.audited('sealed export').audit.record({ campaign, ids: [], affected: page.submissions.length });
    return c.json(page, 200, { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
  }

  /** The script of the page needs no page in return. */
  async function publish(c: Context<DeskEnv>): Promise<Response> {
    const form = await readForm(c);
    const [id, version, action] = [form.get('id') ?? '', form.get('version') ?? '', form.get('action')];
    const fail = ({ status, text }: { status: number; text: string }) => deskErrorPage({ title: 'Sealed submissions', account: c.var.account, text, status });
    if (!isShortId(id) || !/^\d{1,6}$/.test(version)) return fail(publishFailures['not-allowed']);
    if (action === 'unpublish') {
      if (!(await c.var.audited('cards unpublish').sealed.unpublish(id))) return fail(publishFailures.conflict);
    } else {
      const documents = campaigns.all().map(({ campaign }) => campaign);
      const result = await publishSealed(c.var.audited('cards publish'), documents, { id, version: Number(version), text: form.get('text') ?? '', from: form.get('from') ?? '', at: now() });
      if (result !== 'done') return fail(publishFailures[result]);
    }
    return c.body(null, 204);
  }

  async function show(c: Context<DeskEnv>): Promise<Response> {
    const all = findSealed();
    const selected = all.find(({ id }) => id === c.req.query('campaign')) ?? all[0];
    const id = c.req.query('batch');
    const batch = id !== undefined && isShortId(id) ? await store.printBatches.find(id) : undefined;
    return sealedPage(c.var.account, all, selected, batch?.campaign === selected?.id ? batch?.id : undefined);
  }

  app.get('/sealed', (c) => orUnavailable('GET /desk/sealed', show(c)));
  app.post('/sealed/publish', (c) => orUnavailable('POST /desk/sealed/publish', publish(c)));
  app.get('/sealed/list', (c) => orUnavailable('GET /desk/sealed/list', list(c)));
}
