/** Webhooks, for owners: the messages contain what supporters sent. */
import type { Context, Hono } from 'hono';
import { addWebhook, findWebhookUrlProblem, getWebhookStatuses, isWebhookEvent, rotateSecret } from '../../webhooks/webhooks.ts';
import { webhooksPage, type WebhooksPageData } from '../../views/desk/webhooks-page.ts';
import type { RouteContext } from '../context.ts';
import type { DeskEnv } from './access.ts';
import { readForm } from './session.ts';

const actions = ['test', 'retry', 'rotate', 'disable', 'enable', 'remove'] as const;

export function addWebhookRoutes(app: Hono<DeskEnv>, { campaigns, store, now, orUnavailable }: RouteContext): void {
  const getCampaigns = () => campaigns.all().map(({ campaign: { id, title } }) => ({ id, title }));
  const show = async (c: Context<DeskEnv>, more: Partial<WebhooksPageData> = {}) =>
    webhooksPage(c.var.account, { statuses: await getWebhookStatuses(store), campaigns: getCampaigns(), ...more });

  async function add(c: Context<DeskEnv>): Promise<Response> {
    const form = await readForm(c);
    const url = (form.get('url') ?? '').trim();
    const campaign = form.get('campaign') ?? '';
    const events = [...new Set(form.getAll('event'))].filter(isWebhookEvent);
    const reject = (problem: string) => show(c, { message: { problem }, form: { url, campaign, events }, status: 422 });
    const urlProblem = findWebhookUrlProblem(url, false);
    if (urlProblem) return reject(`This URL cannot be used: ${urlProblem}.`);
    if (campaign && !campaigns.get(campaign)) return reject('Choose a campaign from the list.');
    if (!events.length) return reject('Choose at least one event.');
    const { secret } = await addWebhook(c.var.audited('webhooks add'), { url, campaign: campaign || null, events, allowsInternal: false, now: now() });
    return show(c, { message: { secret, url } });
  }

  async function change(c: Context<DeskEnv>): Promise<Response> {
    const form = await readForm(c);
    const id = form.get('id') ?? '';
    const action = actions.find((one) => one === form.get('action'));
    const webhook = await store.webhooks.find(id);
    if (!webhook) return show(c, { message: { problem: 'There is no such webhook any more.' }, status: 409 });
    if (!action) return show(c, { message: { problem: 'Choose what to do.' }, status: 422 });
    const { url, disabled } = webhook;
    const audited = c.var.audited(`webhooks ${action}`);
    const time = new Date(now()).toISOString();
    switch (action) {
      case 'test':
        if (disabled !== null) return show(c, { message: { problem: `${url} is disabled. Enable it first.` }, status: 409 });
        await audited.webhooks.addTest(id, time);
        return show(c, { message: { notice: `A test is on its way to ${url}. Load this page again to see whether it has arrived.` } });
      case 'retry':
        return show(c, { message: { notice: `${await audited.webhooks.retry(id, time)} messages to ${url} are due now.` } });
      case 'rotate': {
        const secret = await rotateSecret(audited, id, now());
        return show(c, { message: secret === undefined ? { problem: 'There is no such webhook any more.' } : { secret, url } });
      }
      case 'remove':
        await audited.webhooks.remove(id);
        return show(c, { message: { notice: `${url} was removed.` } });
      default:
        await audited.webhooks.change(id, { disabled: action === 'enable' ? null : 'by-hand' });
        return show(c, { message: { notice: `${url} is ${action}d.` } });
    }
  }

  app.get('/webhooks', (c) => orUnavailable('GET /desk/webhooks', show(c)));
  app.post('/webhooks', (c) => orUnavailable('POST /desk/webhooks', add(c)));
  app.post('/webhooks/change', (c) => orUnavailable('POST /desk/webhooks/change', change(c)));
}
