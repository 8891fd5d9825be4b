/** “Is it on my page?”: looks at a partner's page. */
import type { Hono } from 'hono';
import { hash } from 'node:crypto';
import { getRecentRate, toMinute } from '../../abuse/rates.ts';
import { checkPage, parsePageAddress } from '../../page-check/check-page.ts';
import { checkPagePage } from '../../views/desk/check-page-page.ts';
import type { RouteContext } from '../context.ts';
import type { DeskEnv } from './access.ts';
import { readForm } from './session.ts';

/** How many pages an account can have checked within ten minutes. */
const maxChecks = 30;
const minutes = 10;
/** How many pages a process reads at the same time: each of them may need much memory. */
const maxRunning = 4;

export function addCheckPageRoutes(app: Hono<DeskEnv>, { campaigns, store, now, getOrigin, orUnavailable, fetchPage, addressAdvice }: RouteContext): void {
  let running = 0;

  /** Counts in the database, for all processes. @returns whether the account has to wait */
  async function countCheck(account: string): Promise<boolean> {
    const name = `check-page:${hash('sha256', account)}`;
    await store.abuse.addRates([{ name, minute: toMinute(now()), value: 1 }]);
    return (await getRecentRate(store.abuse, name, now(), minutes)) > maxChecks;
  }

  app.get('/check-page', (c) => checkPagePage(c.var.account, { addressAdvice }));
  app.post('/check-page', async (c) => {
    const address = (await readForm(c)).get('url') ?? '';
    const { account } = c.var;
    if (!parsePageAddress(address)) return checkPagePage(account, { addressAdvice, address, error: 'Enter the address of a page, such as https://partner.example/free-sam.' }, 422);
    if (await orUnavailable('POST /desk/check-page', countCheck(account.name)))
      return checkPagePage(account, { addressAdvice, address, error: 'You have checked many pages. Try again in a few minutes.' }, 429);
    if (running >= maxRunning) return checkPagePage(account, { addressAdvice, address, error: 'Other pages are being checked. Try again in a moment.' }, 429);
    const options = { campaigns: campaigns.all().map(({ campaign }) => campaign), origin: getOrigin(c.req.url), now: now(), fetch: fetchPage };
    running++;
    try {
      return await checkPagePage(account, { addressAdvice, address, report: await orUnavailable('POST /desk/check-page', checkPage(address, options)) });
    } finally {
      running--;
    }
  });
}
