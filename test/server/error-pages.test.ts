/** Errors: people get a page, programs a problem document, with the same status. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Store } from '../../src/server/db/store.ts';
import { combineCampaigns, emptyFolder } from '../../src/server/campaigns/campaign-sources.ts';
import { createLetter, createLetterCampaign } from './support/campaigns.ts';
import { createMemoryStore } from './support/memory-store.ts';
import { createTestServer, type TestServer } from './support/test-server.ts';

const browser = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const campaign = createLetterCampaign();
const counts = `/campaigns/${campaign.id}/counts.json`;
const fail = () => Promise.reject(new Error('duplicate key value (Anna Example)'));
const brokenStore: Store = { ...createMemoryStore(), getCounters: fail, testWrite: fail };

interface Case {
  path: string;
  method?: string;
  store?: Store;
  status: number;
  title: string;
  detail: string;
}
const cases: Record<string, Case> = {
  'an unknown address': { path: '/none', status: 404, title: 'Not found', detail: 'There is nothing at this address.' },
  'an unknown campaign': { path: '/campaigns/none.json', status: 404, title: 'Unknown campaign', detail: 'This server has no campaign with this id.' },
  'an unknown image': { path: '/campaigns/none.jpg', status: 404, title: 'Not found', detail: 'There is nothing at this address.' },
  'a method that the address does not have': { path: counts, method: 'DELETE', status: 405, title: 'Method not allowed', detail: 'This address does not support this method; see the Allow header.' },
  'a database that does not answer': { path: counts, store: brokenStore, status: 503, title: 'Service unavailable', detail: 'The server cannot answer this request right now. Try again later.' },
  'a failed health check': { path: '/healthz', store: brokenStore, status: 503, title: 'Service unavailable', detail: 'The server cannot answer this request right now. Try again later.' },
};

/** The headers that both kinds of response must have. */
const getHeaders = ({ headers }: { headers: Headers }) => ['Allow', 'Retry-After', 'Vary'].map((name) => headers.get(name));

describe('the response to', () => {
  for (const [name, { path, method = 'GET', store = createMemoryStore(), status, title, detail }] of Object.entries(cases)) {
    const request = (server: TestServer, headers: Record<string, string>) => server.request(path, { method, headers });

    it(`${name} is a page for a browser, and a problem document for a program`, async () => {
      const server = createTestServer(store, [campaign]);
      const page = await request(server, browser);
      assert.equal(page.status, status);
      assert.match(page.headers.get('Content-Type')!, /^text\/html/);
      assert.match(page.headers.get('Content-Security-Policy')!, /default-src 'none'/);
      assert.ok(page.text.includes(`<title>${title}</title>`) && page.text.includes(`<h1>${title}</h1>`), page.text);
      assert.ok(page.text.includes(`<p>${detail}</p>`), page.text);
      assert.match(page.text, /<a href="\/">Go to the start page<\/a>/);

      for (const headers of [{}, { Accept: '*/*' }, { Accept: 'application/json' }, { Accept: 'application/json, text/html;q=0.5' }] as Record<string, string>[]) {
        const problem = await request(server, headers);
        assert.equal(problem.headers.get('Content-Type'), 'application/problem+json', JSON.stringify(headers));
        assert.deepEqual([problem.status, problem.body.title, problem.body.detail], [status, title, detail]);
        assert.deepEqual(getHeaders(problem), getHeaders(page));
      }
      assert.doesNotMatch(page.text + server.logLines.join(), /Anna/);
    });
  }

  it('a submission that could not be stored says so, and other failures do not speak of a submission', async () => {
    const server = createTestServer({ ...createMemoryStore(), insertSubmission: fail, getCounters: fail }, [campaign]);
    const { status, body } = await server.submit(campaign, createLetter());
    assert.deepEqual([status, body.detail], [503, 'The server cannot store anything right now. The submission was not accepted.']);
    for (const path of [counts, `/campaigns/${campaign.id}/counter.svg?theme=pink`, '/none']) assert.doesNotMatch((await server.request(path)).body.detail!, /submission/);
  });

  it('a failure without an answer of its own is logged with the pattern of its route, and nothing that was sent', async () => {
    const failing = { ...combineCampaigns(emptyFolder, createMemoryStore(), { report: (line) => assert.fail(line) }), get: () => assert.fail('broken (Anna Example)') };
    const server = createTestServer(createMemoryStore(), [], { campaigns: failing });
    for (const path of ['/campaigns/anna-example.json', '/a/anna-example?partner=anna', '/embed/anna-example/letter']) {
      const { status, body } = await server.request(path);
      assert.deepEqual([status, body.type], [500, 'about:blank']);
    }
    await server.submit({ ...campaign, id: 'anna-example' }, createLetter());
    assert.deepEqual(server.logLines, ['GET /campaigns/:id', 'GET /a/:id', 'GET /embed/:id/:kind', 'POST /campaigns/:id/submissions'].map((route) => `${route}: AssertionError ERR_ASSERTION`));
  });

  it('a page with a slash at its end is a redirect for a browser, with the query, and never to another site', async () => {
    const server = createTestServer(createMemoryStore(), [campaign]);
    for (const [path, location] of [
      [`/a/${campaign.id}/?lang=km`, `/a/${campaign.id}?lang=km`],
      [`/embed/${campaign.id}/letter/`, `/embed/${campaign.id}/letter`],
      ['/embed-code/', '/embed-code'],
      ['//other.example/', null],
      ['/a//other.example/', null],
    ] as const) {
      const { status, headers } = await server.request(`http://localhost${path}`, { headers: browser });
      assert.deepEqual([status, headers.get('Location')], location ? [301, location] : [404, null], path);
      assert.equal((await server.request(`http://localhost${path}`)).status, 404, path);
    }
  });

  it('a page with the wrong case in its address is a page', async () => {
    const { status, headers } = await createTestServer(createMemoryStore(), [campaign]).request(`/a/${campaign.id.toUpperCase()}`);
    assert.deepEqual([status, headers.get('Content-Type')], [404, 'text/html; charset=utf-8']);
  });

  it('an unknown campaign on a page of an action is in the language of the page', async () => {
    const server = createTestServer(createMemoryStore(), []);
    const { status, text } = await server.request('/a/none?lang=km', { headers: browser });
    assert.equal(status, 404);
    assert.match(text, /<html lang="km" dir="ltr">/);
  });
});
