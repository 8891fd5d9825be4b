/** A server that was started with nothing configured. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import { serve, type RunningServer } from '../../src/server/server.ts';
import { createLetter } from './support/campaigns.ts';
import { createTempFolder } from './support/temp-folder.ts';

describe('a server with nothing configured', () => {
  const lines: string[] = [];
  const reported: string[] = [];
  // Where the demo keeps its database.
  const folder = createTempFolder();
  const { TMPDIR } = process.env;
  let server: RunningServer;
  let cookie: string;
  let get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  before(async () => {
    process.env['TMPDIR'] = folder;
    server = await serve({ DATA_DIR: createTempFolder(), PORT: '0' }, { print: (line) => lines.push(line), report: (line) => reported.push(line), isInteractive: true });
    get = (path, headers = {}) => fetch(server.url + path, { redirect: 'manual', headers });
  });
  after(async () => {
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
    await server.stop();
  });

  it('prints a link that signs in to the desk, which offers to start a campaign and to look at the demo', async () => {
    const code = /sign in to the desk\. It works once, within a day: \S+#([\w-]{32})$/.exec(lines.find((line) => line.includes('sign in'))!)![1]!;
    const response = await fetch(`${server.url}/desk/sign-in`, { method: 'POST', redirect: 'manual', headers: { Origin: server.url, 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ code }) });
    assert.equal(response.status, 303);
    cookie = response.headers.get('Set-Cookie')!.split(';')[0]!;
    const text = await (await get('/desk/campaigns', { Cookie: cookie })).text();
    assert.match(text, /Start a campaign/);
    assert.match(text, /<a href="\/demo\/">Look at the demo<\/a>/);
  });

  it('has a start page for people, whatever a client asks for', async () => {
    for (const accept of ['text/html', 'application/json', '*/*']) {
      const { status, headers } = await get('/', { Accept: accept });
      assert.deepEqual([status, headers.get('Content-Type')], [200, 'text/html; charset=utf-8']);
    }
  });

  it('shows the demo to those who are signed in, and to nobody else', async () => {
    for (const path of ['/demo/', '/demo/news/', '/demo/campaigns/sam-sokha.json']) {
      const refused = await get(path);
      assert.deepEqual([refused.status, refused.headers.get('Location')], [303, '/desk/sign-in']);
    }
    const index = await (await get('/demo/', { Cookie: cookie })).text();
    assert.match(index, /href="\/demo\/a\/sam-sokha"/);
    assert.doesNotMatch(index, /embed-code/);
    assert.match(await (await get('/demo/news/', { Cookie: cookie })).text(), /<action-letter src="\/demo\/campaigns\/sam-sokha\.json"/);
    assert.match(await (await get('/demo/theme/page.js', { Cookie: cookie })).text(), /'\/demo\/campaigns\/free-the-5kh\.json'/);
    assert.equal((await get('/demo/campaigns/lotus.svg', { Cookie: cookie })).status, 200);
    assert.equal((await get('/demo/a/sam-sokha', { Cookie: cookie })).headers.get('Location'), '/demo/');
    assert.equal((await get('/demo/none', { Cookie: cookie })).status, 404);
  });

  it('counts what is sent from the demo there alone, and deletes it when it stops', async () => {
    const path = '/demo/campaigns/sam-sokha';
    const campaign = (await (await get(`${path}.json`, { Cookie: cookie })).json()) as Campaign;
    const getPeople = async () => ((await (await get(`${path}/counts.json`, { Cookie: cookie })).json()) as { people: number }).people;
    const people = await getPeople();
    const letter = createLetter({ language: 'en', person: { name: 'A Visitor', country: 'AU' }, letter: { targets: [campaign.letter!.targets[0]!.id], subject: 'A subject', body: 'Some words.' } });
    const { status } = await fetch(`${server.url}${path}/submissions`, { method: 'POST', headers: { Cookie: cookie }, body: JSON.stringify(letter) });
    assert.equal(status, 201);
    assert.equal(await getPeople(), people + 1);
    assert.equal((await get('/campaigns/sam-sokha.json')).status, 404);
    assert.equal(readdirSync(folder).length, 1);
    await server.stop();
    assert.deepEqual(readdirSync(folder), []);
    assert.ok(reported.every((line) => line.startsWith('PUBLIC_URL')), reported.join('\n'));
  });
});
