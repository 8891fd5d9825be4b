/** Confirming a letter: `GET` shows a button and changes nothing, `POST` confirms. */
import { Hono, type Context } from 'hono';
import { getTranslator } from '../../i18n/get-translator.ts';
import { allMessages } from '../../i18n/server-catalog.ts';
import { confirm, getConfirmationStatus } from '../confirmations/confirmations.ts';
import { decodeBody, isForm, parseForm } from '../http/parse-body.ts';
import { limitBody } from '../middleware/limit-body.ts';
import { confirmationGonePage, confirmedPage, confirmPage } from '../views/confirm-page.ts';
import { createPageContext } from '../views/page-context.ts';
import type { RouteContext } from './context.ts';

const maxBodyBytes = 1024;

export function createConfirmRoutes({ campaigns, store, manageLinks, sendsLetters, now, getOrigin, orUnavailable }: RouteContext): Hono {
  const app = new Hono();

  async function answer(c: Context, language: string | undefined, shouldConfirm: boolean): Promise<Response> {
    const id = await manageLinks.openConfirmSecret(c.req.param('secret')!);
    const key = id === undefined ? undefined : await store.confirmations.findKey(id);
    const campaign = key && campaigns.get(key.campaign)?.campaign;
    const context = campaign && (await createPageContext(campaign, { language: language ?? null, kind: 'letter', partner: null }, getOrigin(c.req.url)));
    if (!context) return confirmationGonePage(await getTranslator(language ?? 'en', allMessages), undefined);
    const status = await (shouldConfirm ? confirm(store, campaign, key, { now: now(), sendsLetters }) : getConfirmationStatus(store, key));
    if (status === 'confirmed') return confirmedPage(context);
    return status === 'waiting' ? confirmPage(context, new URL(c.req.url).pathname) : confirmationGonePage(context.translator, context);
  }

  app.get('/confirm/:secret', (c) => orUnavailable('GET /confirm', answer(c, c.req.query('lang'), false)));
  app.post('/confirm/:secret', limitBody(maxBodyBytes), async (c) => {
    const form = isForm(c.req.raw.headers) ? parseForm(decodeBody(await c.req.arrayBuffer())) : new URLSearchParams();
    return orUnavailable('POST /confirm', answer(c, form.get('lang') ?? c.req.query('lang'), true));
  });
  return app;
}
