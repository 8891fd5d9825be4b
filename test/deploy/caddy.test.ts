/** Caddy with deploy/Caddyfile in front of the server. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { close, listen } from '../support/port.ts';
import { waitUntil } from '../support/wait-until.ts';
import { expectNothingLost, startLoad } from './load.ts';
import { campaignId, deployFolder, ensureService, origin, run, send } from './support.ts';

const caddyfile = `${deployFolder}/Caddyfile`;

/** Here, Caddy cannot get a certificate: one line gives it that of the tests. */
const withCertificate = (text: string) =>
  `{\n\tauto_https disable_certs\n}\n${text.replace('{\n\theader', '{\n\ttls /etc/letsencrypt/live/actions.example/fullchain.pem /etc/letsencrypt/live/actions.example/privkey.pem\n\theader')}`;

describe('Caddy in front of the server', () => {
  let caddy: ChildProcess | undefined;
  const start = async (env: Record<string, string> = {}) => {
    caddy?.kill('SIGKILL');
    caddy = spawn('caddy', ['run', '--adapter', 'caddyfile', '--config', '/root/Caddyfile'], { env: { ...process.env, ...env }, stdio: 'ignore' });
    await waitUntil('Caddy answers', async () => (await send('/healthz')).status === 200);
  };

  before(async () => {
    await ensureService();
    await run(`systemctl stop nginx haproxy; caddy validate --adapter caddyfile --config ${caddyfile}`);
    const text = readFileSync(caddyfile, 'utf8');
    writeFileSync('/root/Caddyfile', withCertificate(text));
    assert.match(withCertificate(text), /\ttls/);
    await start();
  });
  after(() => caddy?.kill('SIGKILL'));

  it('redirects http to https, and shows the public address in pages and QR codes', async () => {
    const { status, headers } = await send('/a/x?partner=y', { base: 'http://actions.example' });
    assert.deepEqual([status, headers.location], [308, `${origin}/a/x?partner=y`]);
    for (const path of [`/a/${campaignId}`, `/a/${campaignId}/qr.svg`]) {
      const page = await send(path, { headers: { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http' } });
      assert.ok(page.body.includes(origin), path);
      assert.doesNotMatch(page.body.toString(), /evil\.example|127\.0\.0\.1/, path);
      assert.equal(page.headers['strict-transport-security'], 'max-age=31536000', path);
    }
  });

  it('passes on compressed files', async () => {
    const { headers } = await send('/v1/action-letter.js', { headers: { 'Accept-Encoding': 'br' } });
    assert.deepEqual([headers['content-encoding'], headers.vary], ['br', 'Accept-Encoding']);
  });

  it('lets the server refuse a body that is too long', async () => {
    for (const length of [100_000, 1_000_000]) {
      const { status } = await send(`/campaigns/${campaignId}/submissions`, { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'x'.repeat(length) });
      assert.equal(status, 413, `${length} bytes`);
    }
  });

  it('loses no letter while the server restarts', async () => {
    const load = startLoad(origin);
    for (let round = 0; round < 3; round++) await run('systemctl restart action-widgets && curl --fail --retry 50 --retry-delay 1 --retry-connrefused --silent http://127.0.0.1:8080/healthz');
    await expectNothingLost(await load.stop());
  });

  it('passes on the address that it has seen, and no other', async () => {
    let received: IncomingHttpHeaders = {};
    const server = createServer((request, response) => {
      received = request.headers;
      response.end();
    });
    await start({ UPSTREAM: new URL(await listen(server)).host });
    await send('/', { headers: { 'X-Forwarded-For': '192.0.2.1' } });
    await close(server);
    assert.equal(received.host, 'actions.example');
    assert.match(String(received['x-forwarded-for']), /^(127\.0\.0\.1|::1)$/);
    assert.doesNotMatch(JSON.stringify(received), /192\.0\.2\.1/);
  });
});
