/** What one client can hold: requests ahead of their responses, bodies, headers, connections. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { beforeEach, describe, it, type TestContext } from 'node:test';
import { Hono } from 'hono';
import { close, createHttpServer, defaultLimits, listen, type Limits } from '../../src/server/http-server.ts';
import { waitUntil } from '../support/wait-until.ts';

const large = new Uint8Array(3_000_000);
const huge = new Uint8Array(30_000_000);
/** What the app was asked for, in order. */
let paths: string[] = [];
/** Requests that the app has not answered yet. */
const holds = new Map<string, () => void>();
const reports: string[] = [];

const app = new Hono()
  .use((c, next) => (paths.push(c.req.path), next()))
  .get('/hold/:name', (c) => new Promise<Response>((resolve) => holds.set(c.req.param('name'), () => resolve(c.text('held')))))
  .get('/large', () => new Response(large))
  .get('/huge', () => new Response(huge))
  .post('/body', async (c) => c.text(`${(await c.req.arrayBuffer()).byteLength} bytes`))
  .get('*', (c) => c.text('answered'))
  .onError((_, c) => c.text('aborted', 500));

/** Starts a server for one test. @returns a function that opens a connection to it, and collects what it receives */
async function start(t: TestContext, limits: Partial<Limits> = {}) {
  const server = createHttpServer(app, { ...defaultLimits, connectionsCheckingInterval: 50, ...limits }, { report: (line) => reports.push(line) });
  await listen(server, 0, '127.0.0.1');
  t.after(() => {
    server.closeAllConnections();
    return close(server);
  });
  const { port } = server.address() as AddressInfo;
  return async (request = ''): Promise<{ socket: Socket; received: () => string }> => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    socket.setEncoding('latin1').on('data', (text: string) => (received += text));
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write(request);
    return { socket, received: () => received };
  };
}
const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${headers}\r\n`;
const post = (length: number) => `POST /body HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n\r\n`;
const countResponses = (text: string) => text.split('HTTP/1.1 ').length - 1;

beforeEach(() => {
  paths = [];
});

describe('pipelined requests', () => {
  it('are answered in their order, one after the other', async (t) => {
    const open = await start(t);
    const { received } = await open(get('/hold/first') + get('/second') + get('/third'));
    const other = await open(get('/other'));
    await waitUntil('another connection is answered', () => other.received().includes('answered'));
    assert.deepEqual(paths, ['/hold/first', '/other']);
    holds.get('first')!();
    await waitUntil('all are answered', () => countResponses(received()) === 3);
    assert.deepEqual(paths, ['/hold/first', '/other', '/second', '/third']);
    assert.match(received(), /held[^]*answered[^]*answered$/);
  });

  it('are answered when they arrive in pieces, with bodies between them', async (t) => {
    const open = await start(t);
    const text = post(5) + 'hello' + get('/next') + post(3) + 'abc' + get('/last');
    const { socket, received } = await open();
    socket.setNoDelay();
    for (const character of text) socket.write(character);
    await waitUntil('all are answered', () => countResponses(received()) === 4);
    assert.match(received(), /5 bytes[^]*answered[^]*3 bytes[^]*answered$/);
  });

  it('do not delay the first request of another connection', async (t) => {
    const open = await start(t, { maxPipelined: 500 });
    const pipelining = await Promise.all(Array.from({ length: 20 }, () => open(get('/many').repeat(400))));
    const other = await open(get('/other'));
    await waitUntil('the other connection is answered', () => other.received().includes('answered'));
    assert.ok(paths.indexOf('/other') < 4000, `${paths.indexOf('/other')} requests were answered first`);
    for (const { socket } of pipelining) socket.destroy();
  });

  it('are not started while the response before them is not read, and end the connection when there are too many', async (t) => {
    const open = await start(t);
    const few = await open();
    few.socket.pause();
    few.socket.write(get('/large').repeat(1 + defaultLimits.maxPipelined));
    const many = await open(get('/hold/many') + get('/large').repeat(1 + defaultLimits.maxPipelined));
    await waitUntil('the connection is closed', () => many.socket.closed);
    assert.equal(many.received(), '');
    // The first response waits in the buffers between the two ends, which may hold a second one.
    assert.ok(paths.length < 6, `${paths.length} requests were started`);
    assert.equal(few.socket.closed, false);
    few.socket.destroy();
  });
});

describe('a client that reads slowly', () => {
  it('is cut off below the minimum rate, even if it reads something again and again', async (t) => {
    const read = async (minRate: number) => {
      const open = await start(t, { idle: 2000, minRate });
      const { socket, received } = await open(get('/huge'));
      // 3 MB per second, in steps that are much shorter than the idle time.
      socket.on('data', () => {
        socket.pause();
        setTimeout(() => socket.resume(), 20);
      });
      await waitUntil('the end', () => socket.closed || received().length > 15_000_000);
      return { isClosed: socket.closed, destroy: () => socket.destroy() };
    };
    const [slow, steady] = await Promise.all([read(1_000_000_000), read(1000)]);
    assert.deepEqual([slow.isClosed, steady.isClosed], [true, false]);
    steady.destroy();
  });
});

describe('the bodies of all requests in progress', () => {
  it('have a limit together, at which the oldest request is cut off', async (t) => {
    const open = await start(t, { maxPendingBytes: 250_000 });
    const slow: Socket[] = [];
    for (let i = 0; i < 3; i++) {
      const { socket } = await open(`${post(100_000)}${'x'.repeat(50_000)}`);
      slow.push(socket);
      await waitUntil('it has arrived', () => paths.length === i + 1);
    }
    await waitUntil('the oldest is closed', () => slow[0]!.closed);
    assert.deepEqual(slow.map(({ closed }) => closed), [true, false, false]);
    const honest = await open(`${post(5)}hello`);
    await waitUntil('an ordinary request is answered', () => honest.received().includes('5 bytes'));
    slow.forEach((socket) => socket.destroy());
  });

  it('count as gone when they have been answered, or their clients have left', async (t) => {
    const open = await start(t, { maxPendingBytes: 100_000 });
    const { socket, received } = await open();
    for (let i = 1; i <= 5; i++) {
      socket.write(post(60_000) + 'x'.repeat(60_000));
      await waitUntil('it is answered', () => countResponses(received()) === i);
      const left = await open(post(60_000));
      left.socket.destroy();
      await once(left.socket, 'close');
    }
    assert.equal(socket.closed, false);
    socket.destroy();
  });
});

describe('headers', () => {
  it('are answered with 431 above 16 KiB, and the next connection is served', async (t) => {
    const open = await start(t);
    for (const headers of [`X-Long: ${'x'.repeat(17_000)}\r\n`, 'X-Many: x\r\n'.repeat(2000), `Cookie: ${'a=b; '.repeat(4000)}\r\n`]) {
      const { socket, received } = await open(get('/', headers));
      await waitUntil('the connection is closed', () => socket.closed);
      assert.match(received(), /^HTTP\/1\.1 431 /);
    }
    assert.ok(!paths.includes('/'));
    const { received } = await open(get('/', `X-Long: ${'x'.repeat(15_000)}\r\n`));
    await waitUntil('the next one is answered', () => received().includes('answered'));
  });
});

describe('the number of connections', () => {
  it('has a limit, at which new ones are refused, idle ones give way, and one line is logged', async (t) => {
    const open = await start(t, { maxConnections: 3 });
    const idle = await open(get('/'));
    await waitUntil('it is idle', () => idle.received().includes('answered'));
    const busy = [await open(get('/hold/one')), await open(get('/hold/two'))];
    await waitUntil('both are in progress', () => holds.has('one') && holds.has('two'));
    const refused = [await open(get('/refused')), await open(get('/refused'))];
    await waitUntil('a new one is refused', () => refused.some(({ socket }) => socket.closed));
    await waitUntil('the idle one is closed', () => idle.socket.closed);
    const next = await open(get('/next'));
    await waitUntil('the next one is served', () => next.received().includes('answered') || next.socket.closed);
    for (const name of ['one', 'two']) holds.get(name)!();
    await waitUntil('requests in progress are answered', () => busy.every(({ received }) => received().includes('held')));
    assert.deepEqual(reports, ['refused a connection: 3 are open']);
  });
});
