/** Signing in to the desk: links that work once, sessions, and what protects them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serve } from '../../../src/server/server.ts';
import { describeWithBothStores } from '../support/stores.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { createTestDesk, origin } from './support.ts';

const hour = 3_600_000;

describeWithBothStores('the desk', (getStore) => {
  it('signs in with a link once, and not by opening it', async () => {
    const desk = createTestDesk(getStore());
    const code = await desk.invite('Dara', 'reader');
    for (let i = 0; i < 3; i++) assert.equal((await desk.visit().get('/desk/sign-in')).status, 200);
    const { status, headers } = await desk.postCode(`  ${origin}/desk/sign-in#${code} `);
    assert.deepEqual([status, headers.get('Location')], [303, '/desk']);
    assert.match(headers.get('Set-Cookie')!, /^desk=[\w-]{32}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
    const visitor = desk.visit(headers.get('Set-Cookie')!.split(';')[0]);
    assert.match((await visitor.get('/desk')).text, /Dara/);
    const second = await desk.postCode(code);
    assert.deepEqual([second.status, second.headers.get('Set-Cookie')], [403, null]);
  });

  it('lets one of several requests use a link', async () => {
    const desk = createTestDesk(getStore());
    const code = await desk.invite('Racer', 'reader');
    const responses = await Promise.all(Array.from({ length: 8 }, () => desk.postCode(code)));
    assert.deepEqual(responses.map(({ status }) => status).sort(), [303, ...Array<number>(7).fill(403)]);
  });

  it('refuses the other links of an account once one was used', async () => {
    const desk = createTestDesk(getStore());
    const [first, second] = [await desk.invite('Twice', 'reader'), await desk.invite('Twice', 'reader')];
    assert.equal((await desk.postCode(second)).status, 303);
    assert.equal((await desk.postCode(first)).status, 403);
  });

  it('refuses a link after a day, and a session after twelve hours', async () => {
    const desk = createTestDesk(getStore());
    const code = await desk.invite('Late', 'reader');
    const other = await desk.invite('In time', 'reader');
    desk.server.time += 24 * hour - 1;
    const { headers } = await desk.postCode(other);
    desk.server.time += 1;
    assert.equal((await desk.postCode(code)).status, 403);
    const visitor = desk.visit(headers.get('Set-Cookie')!.split(';')[0]);
    desk.server.time += 12 * hour - 2;
    assert.equal((await visitor.get('/desk')).status, 200);
    desk.server.time += 1;
    assert.equal((await visitor.get('/desk')).status, 303);
  });

  it('signs out for good', async () => {
    const desk = createTestDesk(getStore());
    const visitor = await desk.visitAs('Leaving', 'owner');
    const { status, headers } = await visitor.post('/desk/sign-out');
    assert.equal(status, 303);
    assert.match(headers.get('Set-Cookie')!, /^desk=; Max-Age=0;/);
    assert.equal((await visitor.get('/desk')).status, 303);
  });

  it('keeps the session of an https server from its subdomains and from plain http', async () => {
    const publicOrigin = 'https://actions.example';
    const desk = createTestDesk(getStore(), [], { publicOrigin });
    const { headers } = await desk.postCode(await desk.invite('Secure', 'reader'));
    assert.match(headers.get('Set-Cookie')!, /^__Host-desk=[\w-]{32}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const [, secret] = /=([\w-]{32})/.exec(headers.get('Set-Cookie')!)!;
    assert.equal((await desk.visit(`__Host-desk=${secret}`).get('/desk')).status, 200);
    assert.equal((await desk.visit(`desk=${secret}`).get('/desk')).status, 303);
  });

  it('refuses a form from another site, and accepts one from its own', async () => {
    const desk = createTestDesk(getStore());
    const visitor = await desk.visitAs('Target', 'owner');
    const foreign: Record<string, string>[] = [{ Origin: 'https://evil.example' }, { Origin: 'null' }, { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }, { Origin: '', 'Sec-Fetch-Site': 'same-site' }];
    for (const headers of foreign) {
      const { status, text } = await visitor.post('/desk/sign-out', {}, headers);
      assert.equal(status, 403);
      assert.match(text, /not sent from the desk/);
    }
    assert.equal((await visitor.get('/desk')).status, 200);
    assert.equal((await visitor.post('/desk/sign-out', {}, { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' })).status, 303);
  });

  it('limits how many codes one address tries, and nobody else', async () => {
    const desk = createTestDesk(getStore());
    desk.server.address = '203.0.113.7';
    for (let i = 0; i < 30; i++) assert.equal((await desk.postCode('a'.repeat(32))).status, 403);
    const refused = await desk.postCode(await desk.invite('Guessed', 'reader'));
    assert.deepEqual([refused.status, refused.headers.get('Retry-After')], [429, '60']);
    desk.server.address = '198.51.100.9';
    assert.equal((await desk.postCode(await desk.invite('Guessed', 'reader'))).status, 303);
    desk.server.address = '203.0.113.7';
    desk.server.time += 600_000;
    assert.equal((await desk.postCode(await desk.invite('Guessed', 'reader'))).status, 303);
  });

  it('stores no secret, and records who has signed in', async () => {
    const store = getStore();
    const desk = createTestDesk(store);
    await desk.visitAs('Recorded', 'moderator');
    const [entry] = await store.audit.findNewest(undefined, 1);
    assert.deepEqual([entry!.actor, entry!.command, JSON.parse(entry!.ids)], ['Recorded', 'desk sign-in', ['Recorded']]);
    const code = await desk.invite('Hashed', 'reader');
    assert.equal(await store.desk.signIn(code, { digest: 'digest', expires_at: '9999' }, new Date(0).toISOString()), undefined);
  });

  it('deletes what has expired', async () => {
    const store = getStore();
    const desk = createTestDesk(store);
    const visitor = await desk.visitAs('Expired', 'reader');
    await store.desk.deleteExpired(new Date(desk.server.time + 12 * hour - 1).toISOString());
    assert.equal((await visitor.get('/desk')).status, 200);
    await store.desk.deleteExpired(new Date(desk.server.time + 12 * hour).toISOString());
    assert.equal((await visitor.get('/desk')).status, 303);
  });

  it('is kept from caches, frames, search engines and other sites', async () => {
    const desk = createTestDesk(getStore());
    const visitor = await desk.visitAs('Private', 'owner');
    for (const path of ['/desk', '/desk/sign-in']) {
      const { headers, text } = await visitor.get(path);
      assert.equal(headers.get('Cache-Control'), 'no-store');
      assert.equal(headers.get('Referrer-Policy'), 'same-origin');
      assert.equal(headers.get('X-Robots-Tag'), 'noindex, nofollow');
      assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
      assert.equal(headers.get('Content-Security-Policy'), "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'");
      assert.equal(headers.get('Access-Control-Allow-Origin'), null);
      // Nothing that the policy would block.
      assert.doesNotMatch(text, /<script(?![^>]* src=)|<style| style=| on\w+=/);
    }
  });
});

describe('the first owner', () => {
  const start = async (env: Record<string, string>, isInteractive: boolean) => {
    const lines: string[] = [];
    const server = await serve({ PORT: '0', ...env }, { print: (line) => lines.push(line), report: () => {}, isInteractive });
    return { lines, server };
  };

  it('gets a link at each start in a terminal until it was used, and no log gets one', async () => {
    const env = { DATA_DIR: createTempFolder(), CAMPAIGNS_DIR: createTempFolder() };
    const silent = await start(env, false);
    await silent.server.stop();
    assert.doesNotMatch(silent.lines.join('\n'), /#/);

    const { lines, server } = await start(env, true);
    const [, url] = /(http:\S+)$/.exec(lines[0]!)!;
    const { origin: ownOrigin, hash } = new URL(url!);
    assert.equal(ownOrigin, server.url);
    const response = await fetch(`${server.url}/desk/sign-in`, {
      method: 'POST',
      redirect: 'manual',
      headers: { Origin: ownOrigin, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ code: hash.slice(1) }),
    });
    await server.stop();
    assert.equal(response.status, 303);

    const used = await start(env, true);
    await used.server.stop();
    assert.doesNotMatch(used.lines.join('\n'), /#/);
    // Who has signed in before still reads where the desk is.
    assert.match(used.lines[0]!, new RegExp(`^The desk: ${used.server.url}/desk\\. .* desk invite --role owner`));
  });
});
