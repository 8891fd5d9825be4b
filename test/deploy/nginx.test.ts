/** nginx with TLS and deploy/nginx.conf in front of the server. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { campaignId, createSubmission, ensureNginx, origin, run, send, submit } from './support.ts';
import { parseFormFields } from '../server/forms.ts';
import { waitUntil } from '../support/wait-until.ts';
import { expectNothingLost, startLoad, submitSlowly } from './load.ts';

describe('nginx in front of the server', () => {
  before(() => ensureNginx());

  it('redirects http to https', async () => {
    const { status, headers } = await send('/a/x?partner=y', { base: 'http://actions.example' });
    assert.deepEqual([status, headers.location], [301, `${origin}/a/x?partner=y`]);
  });

  it('shows the public address in pages and QR codes, whatever the headers of a request say', async () => {
    const headers = { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http', Forwarded: 'host=evil.example;proto=http', Host: 'actions.example:443' };
    for (const base of [origin, 'http://127.0.0.1:8080'])
      for (const host of ['actions.example:443', ...(base === origin ? [] : ['evil.example'])])
        for (const path of [`/a/${campaignId}`, `/a/${campaignId}/qr.svg`, '/embed-code', `/embed/${campaignId}/letter`]) {
          const { status, body } = await send(path, { base, headers: { ...headers, Host: host } });
          assert.equal(status, 200, path);
          assert.ok(body.includes(origin), path);
          assert.doesNotMatch(body.toString(), /evil\.example|http:\/\/actions\.example|127\.0\.0\.1/, path);
        }
  });

  it('accepts the plain form of its own page for a campaign that lists origins, and leads to the thank-you page', async () => {
    const folder = '/srv/action-widgets/campaigns';
    const campaign = JSON.parse(readFileSync(`${folder}/${campaignId}.json`, 'utf8')) as object;
    writeFileSync(`${folder}/listed.json`, JSON.stringify({ ...campaign, id: 'listed', origins: ['https://partner.example'] }));
    const page = await waitUntil('the document is read', async () => {
      const { status, body } = await send('/a/listed');
      return status === 200 ? body.toString() : '';
    });
    const fields = parseFormFields(page);
    fields.set('person/name', 'Anna Example');
    fields.set('person/country', 'AU');
    fields.set('consent/news', 'no');
    const post = (from: string) =>
      send('/campaigns/listed/submissions', { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: from }, body: fields.toString() });
    assert.equal((await post('https://other.example')).status, 403);
    const { status, headers } = await post(origin);
    assert.equal(status, 303);
    const location = new URL(headers.location!, origin);
    assert.equal(location.origin, origin);
    assert.equal((await send(location.pathname + location.search)).status, 200);
  });

  for (const encoding of ['br', 'gzip'])
    it(`passes on compressed files and documents (${encoding})`, async () => {
      for (const path of ['/v1/action-letter.js', `/campaigns/${campaignId}.json`]) {
        const headers = { 'Accept-Encoding': encoding };
        const { headers: received, body } = await send(path, { headers });
        const direct = await send(path, { headers, base: 'http://127.0.0.1:8080' });
        assert.equal(received['content-encoding'], encoding, path);
        assert.equal(received.vary, 'Accept-Encoding', path);
        assert.deepEqual(body, direct.body, path);
        const etag = received.etag!;
        assert.equal(etag, direct.headers.etag);
        assert.equal((await send(path, { headers: { ...headers, 'If-None-Match': etag } })).status, 304, path);
      }
    });

  it('leaves security headers to the server, and adds HSTS to every response', async () => {
    for (const path of [`/a/${campaignId}`, `/embed/${campaignId}/letter`, '/nothing', '/v1/actions.js']) {
      const [proxied, direct] = await Promise.all([send(path), send(path, { base: 'http://127.0.0.1:8080' })]);
      assert.equal(proxied.headers['strict-transport-security'], 'max-age=31536000', path);
      for (const name of ['content-security-policy', 'x-frame-options', 'access-control-allow-origin', 'cache-control'])
        assert.deepEqual(proxied.headers[name], direct.headers[name], `${path} ${name}`);
    }
  });

  it('refuses a body that no letter has, and lets the server refuse one that is too long', async () => {
    const post = (length: number) => send(`/campaigns/${campaignId}/submissions`, { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'x'.repeat(length) });
    assert.equal((await post(300_000)).status, 413);
    const { status, headers } = await post(100_000);
    assert.deepEqual([status, headers['content-type']], [413, 'application/problem+json']);
  });

  it('keeps connections to the server for a shorter time than the server does', async () => {
    const { headers } = await send('/healthz', { base: 'http://127.0.0.1:8080', agent: undefined, headers: { Connection: 'keep-alive' } });
    const [, serverTimeout] = /timeout=(\d+)/.exec(headers['keep-alive'] as string)!;
    const [, proxyTimeout] = /keepalive_timeout (\d+)s;/.exec(readFileSync('/etc/nginx/sites-enabled/action-widgets', 'utf8'))!;
    assert.ok(Number(proxyTimeout) + 5 <= Number(serverTimeout), `${proxyTimeout} and ${serverTimeout}`);
  });

  it('loses no letter when supporters post every few seconds over connections that are kept alive', async () => {
    const agent = new Agent({ keepAlive: true });
    const post = () =>
      new Promise<number>((resolve, reject) => {
        const client = request(`${origin}/campaigns/${campaignId}/submissions`, { method: 'POST', agent, headers: { 'Content-Type': 'text/plain' } }, (response) => {
          response.resume().on('end', () => resolve(response.statusCode!));
        });
        client.on('error', reject).end(JSON.stringify(createSubmission()));
      });
    const countConnections = async () => Number(await run(`ss --no-header --tcp state established '( dport = :8080 )' | wc --lines`));
    // 20 supporters post at a time. The last gaps are around the time at which nginx closes its connections.
    for (const gap of [0, 4000, 6000, 59_500, 60_500]) {
      await delay(gap);
      const statuses = await Promise.all(Array.from({ length: 20 }, async (_, index) => delay(index * 25).then(post)));
      assert.deepEqual(statuses, Array.from({ length: 20 }, () => 201), `after ${gap} ms`);
      const connections = await countConnections();
      assert.ok(connections > 0 && connections <= 40, `${connections} connections`);
    }
    agent.destroy();
  });

  it('waits for a slow phone, so that the server receives its letter at once', async () => {
    // The server alone closes a connection that is as slow.
    const [proxied, direct] = await Promise.all([submitSlowly(origin), submitSlowly('http://127.0.0.1:8080')]);
    assert.equal(proxied, 201);
    assert.equal(direct, 'closed');
  });

  it('loses no letter, and confirms none that is lost, while the server restarts', async () => {
    const load = startLoad(origin);
    for (let round = 0; round < 3; round++) await run('systemctl restart action-widgets && curl --fail --retry 50 --retry-delay 1 --retry-connrefused --silent http://127.0.0.1:8080/healthz');
    const attempts = await load.stop();
    for (const { status, headers } of attempts.filter(({ status }) => status !== 201 && status !== 200)) {
      assert.equal(status, 503);
      assert.deepEqual([headers['retry-after'], headers['access-control-allow-origin'], headers['strict-transport-security']], ['10', '*', 'max-age=31536000']);
    }
    await expectNothingLost(attempts);
  });

  it('says to people what to do while the server is not running', async () => {
    await run('systemctl stop action-widgets');
    const { status, headers, body } = await send(`/a/${campaignId}`);
    await run('systemctl start action-widgets && curl --fail --retry 10 --retry-connrefused --silent http://127.0.0.1:8080/healthz');
    assert.deepEqual([status, headers['content-type']], [503, 'text/html; charset=utf-8']);
    assert.match(body.toString(), /Please try again in a minute/);
  });

  it('answers the requests in progress when the server is stopped', async () => {
    const slow = submitSlowly('http://127.0.0.1:8080', { duration: 5000 });
    await delay(1000);
    await run('systemctl stop action-widgets');
    assert.equal(await slow, 201);
    await run('systemctl start action-widgets && curl --fail --retry 10 --retry-connrefused --silent http://127.0.0.1:8080/healthz');
  });

  it('logs neither addresses nor queries', async () => {
    await send(`/a/${campaignId}?partner=a-partner&utm_source=x`);
    const log = readFileSync('/var/log/nginx/action-widgets.log', 'utf8');
    assert.match(log, new RegExp(`"GET /a/${campaignId}" 200`));
    assert.doesNotMatch(log, /a-partner|127\.0\.0\.1|utm_/);
    assert.doesNotMatch(await run('cat /var/log/nginx/action-widgets-error.log'), /client:/);
    assert.equal((await submit(createSubmission())).status, 201);
  });
});
