/** Fetching a page of another site, from servers on this machine. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { fetchPage, type FetchOptions, PageError } from '../../../src/server/page-check/fetch-page.ts';

const html = { 'Content-Type': 'text/html; charset=utf-8' };

describe('fetching a page', () => {
  let server: Server;
  let port: string;
  let listener: RequestListener;
  const requests: IncomingMessage[] = [];
  const lookups: string[] = [];

  before(async () => {
    server = createServer((request, response) => {
      requests.push(request);
      listener(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = String((server.address() as AddressInfo).port);
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  /** Partner.example is this machine; the other names are the addresses that a site of an attacker would name. */
  const hosts: Record<string, string[]> = { 'partner.example': ['127.0.0.1'], 'inner.example': ['10.0.0.1'], 'both.example': ['127.0.0.1', '169.254.169.254'], 'none.example': [] };
  const options: FetchOptions = {
    userAgent: 'test',
    resolve: (name) => {
      lookups.push(name);
      return Promise.resolve(hosts[name] ?? []);
    },
    isAllowedAddress: (address) => address === '127.0.0.1',
    isAllowedPort: (text) => text === port,
  };
  const get = (path: string, answer: RequestListener, more: Partial<FetchOptions> = {}) => {
    listener = answer;
    requests.length = lookups.length = 0;
    return fetchPage(new URL(path, `http://partner.example:${port}`), { ...options, ...more });
  };
  const failsWith = (reason: string) => (error: unknown) => error instanceof PageError && error.reason === reason;

  it('connects to the address that was checked, and says who asks', async () => {
    const page = await get('/a', (_, response) => response.writeHead(200, html).end('<p>Hello'));
    assert.deepEqual([page.status, page.text, page.redirects, page.url.pathname], [200, '<p>Hello', 0, '/a']);
    assert.deepEqual(lookups, ['partner.example']);
    const { headers } = requests[0]!;
    assert.deepEqual([headers.host, headers['user-agent'], headers.cookie, headers.referer], [`partner.example:${port}`, 'test', undefined, undefined]);
  });

  it('reads compressed pages, and other encodings of text', async () => {
    assert.equal((await get('/', (_, response) => response.writeHead(200, { ...html, 'Content-Encoding': 'gzip' }).end(gzipSync('zipped')))).text, 'zipped');
    assert.equal((await get('/', (_, response) => response.writeHead(200, { ...html, 'Content-Encoding': 'br' }).end(brotliCompressSync('brotli')))).text, 'brotli');
    assert.equal((await get('/', (_, response) => response.writeHead(200, { 'Content-Type': 'text/html; charset=windows-1252' }).end(Buffer.from([0xe9])))).text, 'é');
    await assert.rejects(get('/', (_, response) => response.writeHead(200, { ...html, 'Content-Encoding': 'gzip' }).end('not zipped')), failsWith('unreadable'));
  });

  it('gives every value of a header', async () => {
    const policies = ["default-src 'self'", "img-src 'none'"];
    const page = await get('/', (_, response) => response.writeHead(200, { ...html, 'Content-Security-Policy': policies }).end());
    assert.deepEqual(page.headers['content-security-policy'], policies);
  });

  it('reads only so much of a page, also if little was sent for it', async () => {
    const page = await get('/', (_, response) => response.writeHead(200, { ...html, 'Content-Encoding': 'gzip' }).end(gzipSync('x'.repeat(1_000_000))), { sizeLimit: 1000 });
    assert.deepEqual([page.text.length, page.isTruncated], [1000, true]);
    assert.equal((await get('/', (_, response) => response.writeHead(200, html).end('x'.repeat(1000)), { sizeLimit: 1000 })).isTruncated, false);
  });

  it('ends the connection of a page without an end', async () => {
    const closed = new Promise((resolve) => {
      listener = (_, response) => {
        response.writeHead(200, html).on('close', resolve);
        const write = () => void (response.writable && response.write('x'.repeat(10_000), () => setImmediate(write)));
        write();
      };
    });
    const page = await fetchPage(new URL(`http://partner.example:${port}/`), { ...options, sizeLimit: 50_000 });
    assert.deepEqual([page.text.length, page.isTruncated], [50_000, true]);
    await closed;
  });

  it('does not read what is not HTML', async () => {
    assert.equal((await get('/', (_, response) => response.writeHead(200, { 'Content-Type': 'application/pdf' }).end('%PDF'))).text, '');
  });

  it('waits only so long, for a connection that stays silent and for one that sends slowly', async () => {
    await assert.rejects(get('/', () => {}, { timeLimit: 100 }), failsWith('timeout'));
    const trickle: RequestListener = (_, response) => {
      response.writeHead(200, html);
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    };
    await assert.rejects(get('/', trickle, { timeLimit: 100 }), failsWith('timeout'));
    await assert.rejects(get('/', () => {}, { timeLimit: 50, resolve: () => new Promise(() => {}) }), failsWith('timeout'));
  });

  it('follows redirects, at most five', async () => {
    const hops: RequestListener = ({ url }, response) => (url === '/5' ? response.writeHead(200, html).end('there') : response.writeHead(302, { Location: `/${Number(url!.slice(1)) + 1}`, 'Set-Cookie': 'a=b' }).end());
    const page = await get('/0', hops);
    assert.deepEqual([page.redirects, page.url.pathname, page.text], [5, '/5', 'there']);
    assert.ok(requests.every(({ headers }) => headers.cookie === undefined));
    await assert.rejects(get('/-1', hops), failsWith('too-many-redirects'));
  });

  const redirectTo = (location: string): RequestListener => ({ url }, response) => (url === '/' ? response.writeHead(302, { Location: location }).end() : response.writeHead(200, html).end('secret'));

  it('refuses inner addresses, whatever leads to them', async () => {
    const fetchFrom = (url: string) => fetchPage(new URL(url), options);
    for (const url of [`http://10.0.0.1:${port}/`, `http://[::1]:${port}/`, `http://[::ffff:127.0.0.1]:${port}/`, `http://0:${port}/`, `http://2130706434:${port}/`, `http://inner.example:${port}/`, `http://both.example:${port}/`])
      await assert.rejects(fetchFrom(url), failsWith('private-address'), url);
    await assert.rejects(fetchFrom(`http://none.example:${port}/`), failsWith('unknown-host'));
    for (const location of [`http://inner.example:${port}/x`, `http://169.254.169.254:${port}/x`, `//both.example:${port}/x`]) {
      await assert.rejects(get('/', redirectTo(location)), failsWith('private-address'), location);
      assert.equal(requests.length, 1);
    }
  });

  it('refuses other ports, other schemes and passwords, also after a redirect', async () => {
    await assert.rejects(get('/', redirectTo('http://partner.example:22/')), failsWith('port'));
    await assert.rejects(get('/', redirectTo('file:///etc/passwd')), failsWith('invalid-address'));
    for (const credentials of ['user:password', 'user', ':password']) {
      await assert.rejects(get('/', redirectTo(`http://${credentials}@partner.example:${port}/`)), failsWith('invalid-address'), credentials);
      await assert.rejects(fetchPage(new URL(`http://${credentials}@partner.example:${port}/`), options), failsWith('invalid-address'), credentials);
    }
    await assert.rejects(fetchPage(new URL('http://partner.example:8080/'), { userAgent: 'test', isAllowedAddress: () => true, resolve: options.resolve! }), failsWith('port'));
  });

  it('asks for each name once: a name that changes its address between check and connection leads nowhere else', async () => {
    let count = 0;
    const resolve = () => Promise.resolve(count++ === 0 ? ['127.0.0.1'] : ['10.0.0.1']);
    assert.equal((await get('/', (_, response) => response.writeHead(200, html).end('one'), { resolve })).text, 'one');
    assert.equal(count, 1);
  });

  it('refuses this machine unless a test allows it', async () => {
    await assert.rejects(fetchPage(new URL('http://localhost/'), { userAgent: 'test' }), failsWith('private-address'));
    await assert.rejects(fetchPage(new URL('http://127.0.0.1/'), { userAgent: 'test' }), failsWith('private-address'));
  });

  it('says that a site does not answer', async () => {
    await assert.rejects(get('/', (request) => request.socket.destroy()), failsWith('unreachable'));
    await assert.rejects(get('/', ({ socket }) => socket.end('nonsense\r\n\r\n')), failsWith('unreadable'));
    await assert.rejects(fetchPage(new URL(`https://partner.example:${port}/`), options), failsWith('certificate'));
  });
});
