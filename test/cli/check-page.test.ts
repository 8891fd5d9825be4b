/** The command `check-page`. What it says about pages is tested with the check itself. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { runCheckPage } from '../../src/cli/commands/check-page.ts';
import { embedMethods } from '../../src/embed-code/snippets.ts';
import type { FetchPage } from '../../src/server/page-check/fetch-page.ts';
import { createLetterCampaign } from '../server/support/campaigns.ts';
import { openCampaignDatabase, type CampaignDatabase } from './campaign-database.ts';
import { captureOutput, runInProcess } from './commands.ts';

describe('check-page', () => {
  let database: CampaignDatabase;
  before(async () => (database = await openCampaignDatabase('sqlite', [createLetterCampaign({ id: 'sam-sokha', ask: { country: 'required' } })])));
  after(() => database.close());

  const origin = 'https://campaign.example';
  const snippet = embedMethods['elements']!.getCode({ origin, id: 'sam-sokha', title: 'Free Sam', element: 'letter', partner: 'a-group' });
  const run = (text: string, ...options: string[]) => {
    const fetch: FetchPage = (url) => Promise.resolve({ url, redirects: 0, status: 200, headers: { 'content-type': ['text/html'] }, text, isTruncated: false });
    return captureOutput(() => runCheckPage([...options, 'https://partner.example/'], { ...database.env, PUBLIC_URL: origin }, fetch));
  };

  it('prints what is there', async () => {
    const { code, stdout } = await run(snippet);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^good: <action-letter> is there, for “Free Sam Sokha” \(sam-sokha\)\.$/m);
  });

  it('prints problems first, what to do, and the code', async () => {
    const { code, stdout } = await run(snippet.replace(/<script.*<\/script>/, ''));
    assert.equal(code, 1);
    assert.match(stdout, /^problem: The script tag is missing.*\n {2}If .*\n {4}<script type="module" async src="https:\/\/campaign\.example\/v1\/action-letter\.js"><\/script>\ngood/);
  });

  it('prints JSON', async () => {
    const { stdout } = await run('<p>Nothing', '--json');
    assert.deepEqual((JSON.parse(stdout) as { kind: string }[]).map(({ kind }) => kind), ['problem']);
  });

  it('refuses an address inside the network, and more than one address', async () => {
    const { code, stdout } = await runInProcess(['check-page', 'http://127.0.0.1/'], database.env);
    assert.deepEqual([code, /private network/.test(stdout)], [1, true]);
    for (const args of [[], ['a.example', 'b.example']]) assert.equal((await runInProcess(['check-page', ...args], database.env)).code, 2);
  });
});
