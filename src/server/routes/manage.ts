/** Lets supporters see and erase what they sent. Programs send and get JSON, pages send forms and get pages. */
import { Hono, type Context } from 'hono';
import { normalizeEmail } from '../../campaign/email.ts';
import { isEmail } from '../../campaign/formats.ts';
import { getTranslator } from '../../i18n/get-translator.ts';
import { allMessages } from '../../i18n/server-catalog.ts';
import type { Translator } from '../../i18n/translator.ts';
import { formatFailure } from '../format-failure.ts';
import { decodeBody, createJsonParser, isForm, parseForm, requireContentType } from '../http/parse-body.ts';
import { limitBody } from '../middleware/limit-body.ts';
import { ProblemError } from '../problems.ts';
import type { Access } from '../privacy/manage-links.ts';
import { eraseRecords, getRecords } from '../privacy/stored-submissions.ts';
import { asksForEmail, managePaths } from '../views/manage-forms.ts';
import { confirmErasurePage, erasedPage, invalidLinkNotice, linkSentNotice, managedRecordsPage, manageStartPage } from '../views/manage-page.ts';
import type { RouteContext } from './context.ts';

/** Longer than any link with its form. */
const maxBodyBytes = 8192;
/** How many submissions a page shows at once; a link from an email may open more. */
export const maxRecords = 200;

/** For the page of this server only: no other site may read the answer. */
const privateJson = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' } });

export function createManageRoutes({ campaigns, requireCampaign, store, manageLinks, emailLinks, orUnavailable, log }: RouteContext): Hono {
  const app = new Hono();
  const assertJson = requireContentType(['application/json']);
  const parseJson = createJsonParser(1);
  const limit = limitBody(maxBodyBytes);
  const reportFailure = (error: unknown) => log(formatFailure('erasure', error));

  app.get(managePaths.page, async ({ req }) => manageStartPage(await loadTranslator(req.query('lang')), { campaigns: getEmailCampaigns() }));

  app.post(managePaths.show, limit, async (c) => {
    const { values, translator } = await readBody(c);
    const access = await openLink(values);
    if (!access) return refuse(translator);
    const managed = await orUnavailable('POST /manage/submissions', loadRecords(values.get('secret')!, access));
    if (translator) return managedRecordsPage(translator, managed);
    return privateJson({ submissions: managed.records.map(({ record, secret }) => ({ ...record, secret })), hasMore: managed.hasMore });
  });

  app.post(managePaths.erase, limit, async (c) => {
    const { values, translator } = await readBody(c);
    const access = await openLink(values);
    if (!access) return refuse(translator);
    const secret = values.get('secret')!;
    if (translator && !values.has('confirm')) return confirmErasurePage(translator, secret);
    const erased = await orUnavailable('POST /manage/erase', eraseRecords(store, access, reportFailure));
    return translator ? erasedPage(translator) : privateJson({ erased });
  });

  app.post(managePaths.links, limit, async (c) => {
    const { values, translator } = await readBody(c);
    if (!emailLinks) throw new ProblemError({ type: 'not-found' });
    const { campaign } = requireCampaign(values.get('campaign') ?? '');
    const email = normalizeEmail(values.get('email') ?? '');
    if (!isEmail(email)) {
      if (!translator) throw new ProblemError({ type: 'invalid', errors: [{ pointer: '/email', code: values.has('email') ? 'invalid' : 'required' }] });
    } else emailLinks.request({ campaign: campaign.id, email, language: values.get('lang') ?? campaign.language });
    return translator ? manageStartPage(translator, { campaigns: getEmailCampaigns(), notice: linkSentNotice(translator) }) : privateJson({}, 202);
  });

  /** Those whose supporters can get a link by email. */
  function getEmailCampaigns() {
    return emailLinks ? campaigns.all().map(({ campaign }) => campaign).filter(asksForEmail) : [];
  }

  /** @returns the fields of a form, with a translator for the page that answers it, or of a JSON object */
  async function readBody(c: Context): Promise<{ values: URLSearchParams; translator?: Translator }> {
    const text = decodeBody(await c.req.arrayBuffer());
    if (isForm(c.req.raw.headers)) {
      const values = parseForm(text);
      return { values, translator: await loadTranslator(values.get('lang') ?? undefined) };
    }
    assertJson(c.req.raw.headers);
    const body = parseJson(text);
    const entries = typeof body === 'object' && body !== null ? Object.entries(body).filter(([, value]) => typeof value === 'string') : [];
    return { values: new URLSearchParams(entries as [string, string][]) };
  }

  /** @returns undefined for a wrong secret; a link that was pasted counts as its secret */
  async function openLink(values: URLSearchParams): Promise<Access | undefined> {
    const secret = (values.get('secret') ?? '').trim().split('#').at(-1)!;
    values.set('secret', secret);
    return orUnavailable('POST /manage', manageLinks.open(secret));
  }

  function refuse(translator: Translator | undefined): Promise<Response> {
    if (!translator) throw new ProblemError({ type: 'not-found' });
    return manageStartPage(translator, { campaigns: getEmailCampaigns(), notice: invalidLinkNotice(translator), status: 404 });
  }

  async function loadRecords(secret: string, access: Access) {
    const submissions = access.submissions.slice(0, maxRecords);
    const records = await getRecords(store, { ...access, submissions });
    const campaign = campaigns.get(access.campaign)?.campaign;
    const managed = records.map(async (record) => {
      return { record, campaign, secret: await manageLinks.createSecret({ campaign: record.campaign, id_digest: record.idDigest }) };
    });
    return { secret, records: await Promise.all(managed), hasMore: access.submissions.length > submissions.length };
  }

  return app;
}

const loadTranslator = (language = 'en') => getTranslator(language, allMessages);
