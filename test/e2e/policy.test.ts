/** A partner whose page allows nothing but our endpoint. */
import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { article, campaign, snippet } from '../support/e2e/campaigns.ts';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { inPlaywright } from '../support/e2e/visitor.ts';

const letter = campaign({ ask: { country: 'required' } });
let endpoint: Endpoint;
let site: Site;
const reports: string[] = [];
before(async () => {
  endpoint = await startEndpoint([letter]);
  const { url } = endpoint;
  const policy = [
    "default-src 'none'",
    `script-src ${url}`,
    `connect-src ${url}`,
    "style-src 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  const page = article(snippet(`${url}/campaigns/${letter.id}.json`).replace(/ style="[^"]*"/, '')).replace(/<link rel="icon"[^>]*>/, '');
  site = await startSite({ '/': { body: page, type: 'text/html', headers: { 'content-security-policy': policy } } });
});
after(async () => {
  await site.close();
  await endpoint.stop();
});

inPlaywright('a page with a strict policy', (visit) => {
  it('sends its letter, and no policy is touched', async () => {
    const { page, context, console: said } = await visit();
    await context.exposeBinding('violated', (_, what: string) => reports.push(what));
    await context.addInitScript(`document.addEventListener('securitypolicyviolation',
      ({ effectiveDirective, blockedURI }) => violated(effectiveDirective + ' ' + blockedURI))`);
    await page.goto(`${site.url}/`);
    // Only by what Playwright does from outside of the page: the policy holds for what runs inside.
    const letters = page.locator('action-letter');
    await letters.locator('form').waitFor();
    await letters.locator('[name="person/country"] option[value="AU"]').waitFor({ state: 'attached' });
    await letters.locator('[name="person/country"]').selectOption('AU');
    await letters.locator('[name="person/name"]').fill('Sok Dara');
    const background = await letters.locator('button.primary').evaluate((button) => getComputedStyle(button).backgroundColor);
    assert.notEqual(background, 'rgba(0, 0, 0, 0)', 'our own styles apply');
    const rows = endpoint.rows().length;
    await letters.locator('button.primary').click();
    await page.locator('action-letter[state=sent]').waitFor();
    assert.equal(endpoint.rows().length, rows + 1);
    // What a browser itself looks for at every site.
    assert.deepEqual(reports.filter((line) => !line.endsWith('/favicon.ico')), []);
    assert.deepEqual(said.filter((line) => !line.includes('/favicon.ico')), []);
  });
});
