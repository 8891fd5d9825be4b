/** The server as a process: what it prints, how it stops, and slow clients. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { defaultLimits } from '../../src/server/http-server.ts';
import { serve, type RunningServer } from '../../src/server/server.ts';
import { waitUntil } from '../support/wait-until.ts';
import { startServerProcess } from './process.ts';
import { createLetter, createLetterCampaign } from './support/campaigns.ts';
import { createTempFolder } from './support/temp-folder.ts';

const campaign = createLetterCampaign({ id: 'free-sam', ask: { country: 'optional' } });
campaign.letter!.targets.splice(1);
const campaigns = createTempFolder();
writeFileSync(join(campaigns, 'free-sam.json'), JSON.stringify(campaign));

const submissions = `/campaigns/${campaign.id}/submissions`;
const send = (url: string, body: unknown) => fetch(url + submissions, { method: 'POST', body: JSON.stringify(body) });

/** Opens a connection to the server, and collects what it receives. */
function openConnection(url: string): { socket: Socket; received: () => string } {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let received = '';
  socket.on('data', (data) => (received += data.toString()));
  socket.on('error', () => {});
  return { socket, received: () => received };
}

const countSockets = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;

/** Splits a request inside its body. */
function splitRequest(body: string): [start: string, rest: string] {
  const head = `POST ${submissions} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n`;
  return [head + body.slice(0, 20), body.slice(20)];
}

describe('the server process', () => {
  it('prints where the desk is and one line when it listens, reports invalid campaigns, serves the others, and exits with 0 on SIGTERM', async () => {
    const folder = createTempFolder();
    writeFileSync(join(folder, 'good.json'), JSON.stringify(campaign));
    writeFileSync(join(folder, 'bad.json'), '{"version": 1}');
    const server = await startServerProcess({ CAMPAIGNS_DIR: folder, DATA_DIR: createTempFolder(), PUBLIC_URL: 'https://actions.example' });
    const desk = 'The desk: https://actions.example/desk. To get a link that signs in, run this with the same settings: npm run cli -- desk invite --role owner --name "your name"';
    assert.deepEqual(server.stdoutLines, [desk, `listening on ${server.url}`]);
    assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.ok(server.stderrLines.length > 0 && server.stderrLines.every((line) => /^bad\.json:\d+:\d+: /.test((JSON.parse(line) as { msg: string }).msg)));
    assert.equal((await fetch(`${server.url}/campaigns/free-sam.json`)).status, 200);
    const { status, headers } = await send(server.url, createLetter());
    // Longer than common proxies keep their connections open.
    assert.deepEqual([status, headers.get('Keep-Alive')], [201, 'timeout=80']);
    assert.equal(await server.stop('SIGTERM'), 0);
    assert.equal(server.stdoutLines.length, 2);
  });

  it('keeps stored submissions across a restart', async () => {
    // A receipt links to the server, whose port changes here.
    const env = { CAMPAIGNS_DIR: campaigns, DATA_DIR: createTempFolder(), PUBLIC_URL: 'https://campaign.example' };
    const sent = createLetter();
    const first = await startServerProcess(env);
    const receipt = (await (await send(first.url, sent)).json()) as object;
    assert.equal(await first.stop('SIGINT'), 0);
    const restarted = await startServerProcess(env);
    const replay = await send(restarted.url, sent);
    assert.deepEqual([replay.status, await replay.json()], [200, { ...receipt, replayed: true }]);
    await restarted.stop('SIGTERM');
  });

  it('says at its start that PUBLIC_URL is missing, unless it serves the demo', async () => {
    const start = async (env: Record<string, string>, demo: boolean) => {
      const lines: string[] = [];
      await (await serve({ DATA_DIR: createTempFolder(), PORT: '0', ...env }, { demo, print: () => {}, report: (line) => lines.push(line) })).stop();
      return lines;
    };
    const warning = 'PUBLIC_URL is not set, so links, QR codes and code for other sites have whatever address this server is opened at: before supporters use it, set PUBLIC_URL to its public address, such as https://campaign.example, and restart the server';
    assert.deepEqual(await start({ CAMPAIGNS_DIR: campaigns }, false), [warning]);
    assert.deepEqual(await start({ CAMPAIGNS_DIR: campaigns }, true), [warning]);
    assert.deepEqual(await start({ CAMPAIGNS_DIR: campaigns, PUBLIC_URL: 'https://actions.example' }, false), []);
    assert.deepEqual(await start({}, true), []);
  });

  it('says what to install if the PostgreSQL driver is missing', async () => {
    const hooks = `import { registerHooks } from 'node:module';
      registerHooks({ resolve: (name, context, next) => next(name === 'pg' ? 'missing-package' : name, context) });`;
    const env = { DATABASE_URL: 'postgres://me@127.0.0.1/actions', NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hooks)}` };
    await assert.rejects(startServerProcess(env), /cannot open the database: the PostgreSQL driver is not installed: run npm install pg; check DATABASE_URL/);
  });

  it('makes nobody wait for another attempt who connects together with many others while it is busy', async () => {
    const file = '/proc/sys/net/core/somaxconn';
    const count = Math.min(1000, existsSync(file) ? Number(readFileSync(file, 'utf8')) : 100);
    const server = await startServerProcess({ CAMPAIGNS_DIR: campaigns, DATA_DIR: createTempFolder() });
    server.child.kill('SIGSTOP');
    const sockets = Array.from({ length: count }, () => connect(Number(new URL(server.url).port), '127.0.0.1'));
    await waitUntil('all are connected', () => sockets.every(({ readyState }) => readyState === 'open'));
    for (const socket of sockets) socket.destroy();
    await server.stop('SIGKILL');
  });

  it('does not start without its campaigns, and says why', async () => {
    await assert.rejects(startServerProcess({ CAMPAIGNS_DIR: '/nowhere', DATA_DIR: createTempFolder() }), /CAMPAIGNS_DIR \/nowhere is not a directory/);
  });
});

describe('stopping the server', () => {
  it('answers requests in progress, accepts no new ones, and closes idle connections', async () => {
    const running = await serve(
      { CAMPAIGNS_DIR: campaigns, DATA_DIR: createTempFolder(), PORT: '0' },
      { print: () => {}, report: () => {} },
    );
    const idle = openConnection(running.url);
    idle.socket.write(`GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n`);
    await waitUntil('the first response', () => idle.received().includes('ok'));
    const [start, rest] = splitRequest(JSON.stringify(createLetter()));
    const busy = openConnection(running.url);
    busy.socket.write(start);
    await once(busy.socket, 'connect');
    // The response to a later request proves that the server has read the headers of this one.
    await fetch(`${running.url}/healthz`);

    const stopped = running.stop();
    await waitUntil('new requests are refused', () => fetch(`${running.url}/healthz`).then(() => false, () => true));
    busy.socket.write(rest);
    await stopped;
    await waitUntil('the connections are closed', () => idle.socket.closed && busy.socket.closed);
    assert.match(busy.received(), /^HTTP\/1\.1 201 /);
    assert.equal(running.stop(), running.stop());
  });
});

describe('the connection of a slow client', () => {
  let running: RunningServer;
  const reports: string[] = [];
  before(async () => {
    writeFileSync(join(campaigns, 'large.mp4'), new Uint8Array(20_000_000));
    // Long enough that a busy machine does not make the other clients slow as well.
    const limits = { ...defaultLimits, headersTimeout: 1000, bodyTimeout: 1500, minRate: 1000, connectionsCheckingInterval: 50, idle: 1500, keepAliveTimeout: 5000 };
    running = await serve(
      { CAMPAIGNS_DIR: campaigns, DATA_DIR: createTempFolder(), PORT: '0' },
      { print: () => {}, report: (line) => reports.push(line), limits },
    );
  });
  after(() => running.stop());

  const cases: [description: string, start: string][] = [
    ['the headers never end', `POST ${submissions} HTTP/1.1\r\nHost: x\r\n`],
    ['the body never ends', splitRequest(JSON.stringify(createLetter()))[0]],
    ['nothing is sent', ''],
  ];
  for (const [description, start] of cases) {
    it(`is closed while other clients are served: ${description}`, async () => {
      const slow = Array.from({ length: 50 }, () => openConnection(running.url).socket);
      slow.forEach((socket) => socket.write(start));
      assert.equal((await send(running.url, createLetter())).status, 201);
      await waitUntil('the connections are closed', () => slow.every((socket) => socket.closed));
    });
  }

  it('is closed if its body comes byte by byte, and stays open if it comes at the minimum rate', async () => {
    const [start, rest] = splitRequest(JSON.stringify(createLetter({ letter: { targets: ['minister'], subject: 'A subject', body: 'x'.repeat(90) } })).padEnd(20_000, ' '));
    const slow = openConnection(running.url);
    const steady = openConnection(running.url);
    for (const { socket } of [slow, steady]) socket.write(start);
    for (let sent = 0; sent < rest.length; sent += 1000) {
      steady.socket.write(rest.slice(sent, sent + 1000));
      slow.socket.write(' ');
      await delay(100);
    }
    await waitUntil('the steady request is answered', () => steady.received().includes('HTTP/1.1 201'));
    await waitUntil('the slow connection is closed', () => slow.socket.closed);
    assert.equal(slow.received(), '');
    steady.socket.destroy();
  });

  it('is not reported as a failure of the server when its client leaves during the body', async () => {
    const before = reports.length;
    const [start] = splitRequest(JSON.stringify(createLetter()));
    const chunked = `${start.replace(/Content-Length: \d+/, 'Transfer-Encoding: chunked').replace('\r\n\r\n', '\r\n\r\n14\r\n')}\r\n`;
    for (const request of [start, chunked, start.replace('text/plain', 'application/x-www-form-urlencoded')]) {
      const { socket } = openConnection(running.url);
      socket.write(request, () => socket.destroy());
      await once(socket, 'close');
    }
    assert.equal((await send(running.url, createLetter())).status, 201);
    await waitUntil('all connections are closed', () => countSockets() === 0);
    assert.deepEqual(reports.slice(before), []);
  });

  it('stays open between two requests, for longer than one that is idle during a request', async () => {
    const { socket, received } = openConnection(running.url);
    const request = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n';
    socket.write(request);
    await waitUntil('the first response', () => received().includes('"ok"'));
    const silent = openConnection(running.url);
    await waitUntil('an idle connection is closed', () => silent.socket.closed);
    socket.write(request);
    await waitUntil('the second response', () => received().split('"ok"').length === 3);
    socket.destroy();
  });

  it('gets 400 for a request with two Host headers', async () => {
    const { socket, received } = openConnection(running.url);
    socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n');
    await waitUntil('the connection is closed', () => socket.closed);
    assert.match(received(), /^HTTP\/1\.1 400 /);
  });

  for (const host of ['evil.example;sandbox', "e'vil", 'a,b', '*', 'a b', 'user@evil', 'evil/path', '%zz', 'x:99999', '[::1'])
    it(`gets 400 for the host ${host}`, async () => {
      const { socket, received } = openConnection(running.url);
      socket.write(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
      await waitUntil('the connection is closed', () => socket.closed);
      assert.match(received(), /^HTTP\/1\.1 400 /);
    });

  it('gets the whole response if it reads slowly', async () => {
    const { socket } = openConnection(running.url);
    let size = 0;
    socket.on('data', (data: Buffer) => (size += data.length));
    socket.write('GET /campaigns/large.mp4 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    // Several times as long as a body may take, in steps that are larger than the buffers between the two ends.
    for (let step = 1; step < 8; step++) {
      socket.pause();
      await delay(200);
      socket.resume();
      await waitUntil('more data', () => size > step * 2_500_000 || socket.closed);
    }
    await waitUntil('the end', () => socket.closed);
    assert.ok(size > 20_000_000, `${size} bytes`);
  });

  it('is closed if the client does not read the response', async () => {
    await waitUntil('all earlier connections are closed', () => countSockets() === 0);
    const { socket } = openConnection(running.url);
    socket.pause();
    socket.write('GET /campaigns/large.mp4 HTTP/1.1\r\nHost: x\r\n\r\n');
    await waitUntil('both ends are open', () => countSockets() === 2);
    await waitUntil('only the client’s end is open', () => countSockets() === 1);
    socket.destroy();
  });
});
