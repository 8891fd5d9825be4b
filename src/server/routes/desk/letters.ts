/** Letters: listed and searched. What someone looks for can be a name, so it is in no address and no log: it is sent with a form. */
import type { Context, Hono } from 'hono';
import { getTranslator } from '../../../i18n/get-translator.ts';
import { allMessages } from '../../../i18n/server-catalog.ts';
import { partnerKeyPrefix } from '../../db/counters-repository.ts';
import { listCampaigns } from '../../desk/list-campaigns.ts';
import { getContactConsents, mayBeContacted } from '../../exports/contact.ts';
import { formatCursor, parseCursor } from '../../http/cursor.ts';
import { findLetters } from '../../letters/find-letters.ts';
import { createTextComparison, readLetterFilter } from '../../letters/letter-filter.ts';
import { getCountryNames } from '../../views/country-names.ts';
import { lettersPage } from '../../views/desk/letters-page.ts';
import type { RouteContext } from '../context.ts';
import type { DeskEnv } from './access.ts';
import { readForm } from './session.ts';

const pageSize = 50;
/** How long a search goes on before the person decides whether it continues, in milliseconds. */
const maxSearchTime = 2000;
/** The partners that are suggested. */
const maxPartners = 100;

export function addLetterRoutes(app: Hono<DeskEnv>, { campaigns, store, orUnavailable, searchTime = maxSearchTime }: RouteContext): void {
  async function show(c: Context<DeskEnv>, requested: string | undefined, form: URLSearchParams): Promise<Response> {
    const { account } = c.var;
    const choices = await listCampaigns(campaigns, store);
    const countries = await getCountryNames(await getTranslator('en', allMessages));
    const campaign = choices.find(({ id }) => id === requested)?.id ?? (await findNewest()) ?? choices[0]?.id;
    const { filter, fault } = readLetterFilter(form);
    const document = campaign === undefined ? undefined : campaigns.get(campaign)?.campaign;
    const partners = campaign === undefined ? [] : [...(await store.getTopPartners(campaign, maxPartners)).keys()].map((key) => key.slice(partnerKeyPrefix.length)).sort();
    const options = { campaign, choices, countries, document, filter, partners };
    if (campaign === undefined || fault) return lettersPage(account, { ...options, letters: [], fault });
    const cursor = parseCursor(form.get('after') ?? '');
    const after = cursor && { received_at: cursor.instant, id_digest: cursor.id };
    const { letters, next, isStopped, sealedCount } = await findLetters(store, { campaign, document, filter, after, pageSize, maxTime: searchTime });
    const hasStandardText = createTextComparison(document);
    const consents = getContactConsents(document);
    return lettersPage(account, {
      ...options,
      letters: letters.map((item) => ({ ...item, isStandard: hasStandardText(item.submission), mayBeContacted: mayBeContacted(consents, item.submission, item.row) })),
      next: next && formatCursor({ instant: next.received_at, id: next.id_digest }),
      stoppedAt: isStopped ? next?.received_at : undefined,
      isContinued: after !== undefined,
      sealedCount,
    });
  }

  /** The campaign whose last letter or card is the newest. */
  async function findNewest(): Promise<string | undefined> {
    const receipts = [...(await store.getLastReceipts())];
    return receipts.sort(([, a], [, b]) => (a > b ? -1 : 1))[0]?.[0];
  }

  app.get('/letters', (c) => orUnavailable('GET /desk/letters', show(c, c.req.query('campaign'), new URLSearchParams())));
  app.post('/letters', async (c) => {
    const form = await readForm(c);
    return orUnavailable('POST /desk/letters', show(c, form.get('campaign') ?? undefined, form));
  });
}
