/** The same letter where no script runs: a plain form on the action's own page. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { selectedBrowsers } from '../support/browsers/browsers.mjs';
import { article, campaign, snippet } from '../support/e2e/campaigns.ts';
import { startEndpoint, type Endpoint } from '../support/e2e/endpoint.ts';
import { startSite } from '../support/e2e/site.ts';
import { inPlaywright, type PlaywrightVisitor } from '../support/e2e/visitor.ts';
import { openWebKit, type WebKitBrowser } from '../support/e2e/webkit.ts';
import { startFaultProxy, type FaultProxy } from '../support/faults.ts';
import { until } from '../support/until.ts';

const letter = campaign({
  ask: { email: 'optional', country: 'required' },
  consent: [{ id: 'news', statement: 'Write to me about the baker.' }],
  translations: { km: { title: 'ដោះលែងអ្នកដុតនំ' } },
});
let endpoint: Endpoint;
/** The same pages, in which no engine runs a script. */
let sandboxed: FaultProxy;
before(async () => {
  endpoint = await startEndpoint([letter]);
  sandboxed = await startFaultProxy(endpoint.url, () => 'pass', {
    'content-security-policy': 'sandbox allow-forms allow-same-origin',
  });
});
after(async () => {
  await sandboxed.close();
  await endpoint.stop();
});

/** Fills in the form with the keys alone, first with a name missing, and follows it to its thanks. */
async function writeWithKeys({ page }: PlaywrightVisitor, origin: string): Promise<void> {
  await page.goto(`${origin}/a/${letter.id}?lang=km&partner=daily-news`);
  assert.equal(await page.locator('html').getAttribute('lang'), 'km');
  const rows = endpoint.rows().length;
  const focused = () => page.locator(':focus').getAttribute('name', { timeout: 1000 }).catch(() => null);
  const to = async (name: string) => {
    for (let i = 0; i < 60; i++) {
      if ((await focused()) === name) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`the Tab key never came to ${name}`);
  };
  await to('letter/body');
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type(' She bakes bread.');
  await to('person/country');
  await page.keyboard.press('ArrowDown');
  await to('person/email');
  await page.keyboard.type('dara@');
  await page.keyboard.press('Enter');

  // Everything comes back, each fault beside its field, and the summary has the focus.
  await page.locator('.summary li').first().waitFor();
  assert.equal(await page.locator('.summary li').count(), 3);
  for (const name of ['person/name', 'person/email']) {
    const field = page.locator(`input[name="${name}"]`);
    assert.equal(await field.getAttribute('aria-invalid'), 'true', name);
    const described = (await field.getAttribute('aria-describedby'))!.split(' ');
    const words = await page.locator(described.map((id) => `[id="${id}"]`).join()).allInnerTexts();
    assert.ok(words.join('').trim(), `${name} says what is wrong`);
  }
  assert.equal(await page.locator('[name="letter/body"]').inputValue(), 'Please let the baker go. She bakes bread.');
  assert.equal(await page.locator('[name="person/email"]').inputValue(), 'dara@');
  assert.match(await page.locator('[name="person/country"]').inputValue(), /^[A-Z]{2}$/);
  assert.equal(endpoint.rows().length, rows);

  await to('person/name');
  await page.keyboard.type('សុខ ដារ៉ា');
  await to('person/email');
  await page.keyboard.type('dara@example.org');
  await to('consent/news');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.waitForURL(/[?&]thanks/);
  const url = new URL(page.url());
  assert.equal(url.pathname, `/a/${letter.id}`);
  assert.equal(url.searchParams.get('lang'), 'km');
  assert.equal(url.searchParams.get('partner'), 'daily-news');

  const stored = endpoint.rows();
  assert.equal(stored.length, rows + 1);
  const { partner, sent } = stored.at(-1)!;
  assert.equal(partner, 'daily-news');
  assert.equal(sent.language, 'km');
  assert.equal(sent.person?.name, 'សុខ ដារ៉ា');
  assert.equal(sent.person?.email, 'dara@example.org');
  assert.equal(sent.letter?.body, 'Please let the baker go. She bakes bread.');
  assert.deepEqual(sent.consent, [{ id: 'news', statement: 'Write to me about the baker.', given: true }]);
}

inPlaywright('with scripts turned off', (visit, engine) => {
  it('a letter is written with the keyboard, mended, sent and thanked for', async () => {
    const visitor = await visit(engine === 'chromium' ? { javaScriptEnabled: false } : {});
    await writeWithKeys(visitor, engine === 'chromium' ? endpoint.url : sandboxed.url);
  });

  it('a partner’s page leads to it with the link between the tags', async () => {
    const site = await startSite({ '/': article(snippet(`${endpoint.url}/campaigns/${letter.id}.json`)) });
    try {
      const { page } = await visit();
      await page.goto(`${site.url}/?nojs`);
      await page.locator('action-letter a').click();
      await page.waitForURL(`${endpoint.url}/a/${letter.id}`);
    } finally {
      await site.close();
    }
  });
});

if (selectedBrowsers.includes('webkit')) {
  describe('with scripts turned off (webkit)', () => {
    let webkit: WebKitBrowser;
    before(async () => (webkit = await openWebKit()));
    after(() => webkit.stop());

    it('a letter is written, mended, sent and thanked for', async () => {
      const rows = endpoint.rows().length;
      await webkit.go(`${sandboxed.url}/a/${letter.id}?lang=en&partner=daily-news`);
      await webkit.fill('[name="letter/body"]', ' She bakes bread.');
      await webkit.fill('[name="person/country"]', 'Australia');
      await webkit.fill('[name="person/name"]', 'Sok Dara');
      await webkit.click('form button');
      const { call } = webkit;
      const has = async (selector: string) =>
        ((await call('POST', '/elements', { using: 'css selector', value: selector })) as unknown[]).length;
      await until('the question comes back', () => has('.summary li'));
      assert.equal(await has('.summary li'), 1);
      assert.equal(endpoint.rows().length, rows);
      await webkit.click('[name="consent/news"][value="no"]');
      await webkit.click('form button');
      await until('thanks are shown', async () => /[?&]thanks/.test(await webkit.url()));
      const { partner, sent } = endpoint.rows().at(-1)!;
      assert.equal(endpoint.rows().length, rows + 1);
      assert.equal(partner, 'daily-news');
      assert.equal(sent.person?.name, 'Sok Dara');
      assert.equal(sent.person?.country, 'AU');
      assert.match(sent.letter?.body ?? '', /She bakes bread/);
      assert.deepEqual(sent.consent?.map(({ given }) => given), [false]);
    });
  });
}
