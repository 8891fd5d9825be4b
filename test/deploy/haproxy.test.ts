/** HAProxy with TLS and deploy/haproxy.cfg in front of the server, and its health checks of every kind. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { waitUntil } from '../support/wait-until.ts';
import { expectNothingLost, startLoad, submitSlowly } from './load.ts';
import { campaignId, createSubmission, deployFolder, ensureService, origin, run, send, submit, waitForService } from './support.ts';

const socketPath = '/run/haproxy/test.sock';

/** Backends that only check the health of the server, as other set-ups do. */
const healthChecks: Record<string, string> = {
  'HTTP/1.0 without Host': 'option httpchk GET /healthz',
  'HTTP/1.0 with OPTIONS': 'option httpchk',
  'HTTP/1.1 with Host': 'option httpchk\n    http-check send meth GET uri /healthz ver HTTP/1.1 hdr Host actions.example',
  'HTTP/1.1 with HEAD': 'option httpchk\n    http-check send meth HEAD uri /healthz ver HTTP/1.1 hdr Host 127.0.0.1',
};
const names = Object.keys(healthChecks).map((_, index) => `check${index}`);
const backends = Object.values(healthChecks).map((options, index) => `backend ${names[index]}\n    ${options}\n    server server1 127.0.0.1:8080 check inter 200ms\n`);

/** @returns status and code of the last check of each backend, by its name */
async function readChecks(): Promise<Map<string, string>> {
  const socket = connect(socketPath);
  socket.end('show stat\n');
  const [header, ...rows] = (await text(socket)).trim().split('\n').map((line) => line.replace(/^# /, '').split(','));
  const column = (name: string) => header!.indexOf(name);
  const servers = rows.filter((row) => row[column('svname')] === 'server1');
  return new Map(servers.map((row) => [row[column('pxname')]!, `${row[column('status')]} ${row[column('check_code')]}`]));
}

describe('HAProxy in front of the server', () => {
  before(async () => {
    await ensureService();
    await run(`systemctl stop nginx
      install -d -m 700 /etc/haproxy/certs
      cat /etc/letsencrypt/live/actions.example/fullchain.pem /etc/letsencrypt/live/actions.example/privkey.pem > /etc/haproxy/certs/actions.example.pem
      cp ${deployFolder}/haproxy.cfg /etc/haproxy/haproxy.cfg
      haproxy -c -f /etc/haproxy/haproxy.cfg`);
    writeFileSync('/etc/haproxy/checks.cfg', `global\n    stats socket ${socketPath}\n\n${backends.join('\n')}`);
    writeFileSync('/etc/default/haproxy', 'EXTRAOPTS="-f /etc/haproxy/checks.cfg"\n');
    await run('systemctl restart haproxy');
    await waitForService();
  });
  after(() => run('systemctl stop haproxy'));

  it('accepts its configuration without a warning', async () => {
    assert.equal((await run('haproxy -c -q -f /etc/haproxy/haproxy.cfg 2>&1')).trim(), '');
  });

  it('redirects http to https, and shows the public address in pages', async () => {
    const { status, headers } = await send('/a/x?partner=y', { base: 'http://actions.example' });
    assert.deepEqual([status, headers.location], [301, `${origin}/a/x?partner=y`]);
    const page = await send(`/a/${campaignId}`, { headers: { 'X-Forwarded-Host': 'evil.example' } });
    assert.ok(page.body.includes(origin));
    assert.doesNotMatch(page.body.toString(), /evil\.example|127\.0\.0\.1/);
    assert.equal(page.headers['strict-transport-security'], 'max-age=31536000');
  });

  it('finds the server healthy', async () => {
    assert.equal((await readChecks()).get('action_widgets'), 'UP 200');
  });

  for (const [index, kind] of Object.keys(healthChecks).entries())
    it(`finds the server healthy with a check by ${kind}`, async () => {
      await waitUntil('it has been checked', async () => /^UP (200|204)$/.test((await readChecks()).get(names[index]!) ?? ''));
    });

  it('finds the server unhealthy while it cannot write, and still delivers its pages', async () => {
    const file = '/var/lib/action-widgets/submissions.sqlite';
    // The guide may have moved to PostgreSQL before.
    await run(`sed -i '/^DATABASE_URL=/d' /etc/action-widgets.env; systemctl restart action-widgets`);
    await waitForService();
    await run(`mv ${file} ${file}.moved`);
    try {
      await waitUntil('health checks fail', async () => (await readChecks()).get(names[0]!) === 'DOWN 503');
      assert.equal((await submit(createSubmission())).status, 503);
      assert.equal((await send(`/a/${campaignId}`)).status, 200);
      assert.match((await readChecks()).get('action_widgets')!, /^UP/);
    } finally {
      await run(`mv ${file}.moved ${file}; systemctl restart action-widgets`);
      await waitForService();
    }
  });

  it('answers every letter with 201 while the server restarts', async () => {
    const load = startLoad(origin);
    for (let round = 0; round < 3; round++) await run('systemctl restart action-widgets && curl --fail --retry 50 --retry-delay 1 --retry-connrefused --silent http://127.0.0.1:8080/healthz');
    const attempts = await load.stop();
    assert.deepEqual([...new Set(attempts.map(({ status }) => status))], [201]);
    await expectNothingLost(attempts);
  });

  it('receives the answer to a slow request that is in progress when the server is stopped', async () => {
    const slow = submitSlowly(origin, { duration: 4000 });
    await run('sleep 1; systemctl restart action-widgets');
    assert.equal(await slow, 201);
  });
});
