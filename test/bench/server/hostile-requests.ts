/** Hostile requests, the same ones for the same seed: something is wrong with a header, a path, a query or a body, or with all of them. */
import { submission } from './fixtures.ts';

export interface HostileRequest {
  /** One request, or several that are pipelined. */
  bytes: Buffer;
  count: number;
  /** The client ends the connection when it has sent this much, as if its network had failed. */
  isCutOff?: boolean;
  /** The client sends one byte a second of the second half, or reads nothing. */
  slow?: 'sender' | 'reader';
}

export function* createHostileRequests(seed: number): Generator<HostileRequest, never> {
  const random = createRandom(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const getSize = () => pick([0, 1, 40, 1000, 8000, 15_000]);
  const fragments = ['a', 'A-', ' ', '\t', '%', '%00', '%E9', '%2e%2e%2f', '../', '\\', '"', "'", '<script>', ';', ',', '=', '*', 'q=0.', '__proto__', '\u{1f600}', '\u202e', 'é', '1e999', '{', '[', '\0'];
  /** One fragment again and again, which is what quadratic parsers suffer from, or a mixture. */
  const createText = (size = getSize()) => {
    if (random() < 0.5) return pick(fragments).repeat(size).slice(0, size);
    return Array.from({ length: Math.min(size, 200) }, () => pick(fragments)).join('').slice(0, size);
  };
  const createUuid = () => `${Math.floor(random() * 2 ** 32).toString(16).padStart(8, '0')}-0000-4000-8000-${Math.floor(random() * 2 ** 44).toString(16).padStart(12, '0')}`;

  const paths = ['/', '/a/bench', '/embed/bench/letter', '/embed/bench/counter', '/embed-code', '/openapi.json', '/healthz', '/v1/actions.js', '/v1/action-letter.js', '/a/bench/qr.svg', '/a/bench/qr.png', '/campaigns/bench.json', '/campaigns/bench/counts.json', '/campaigns/bench/messages.json', '/campaigns/bench/counter.svg', '/campaigns/bench/counter.png', '/campaigns/bench/challenge', '/campaigns/bench/submissions'];
  const parameters = ['lang', 'partner', 'kind', 'theme', 'after', 'limit', 'person', 'now', 'format', 'since', 'thanks', 'embed', 'method', 'element', 'id'];
  const headers = ['Accept', 'Accept-Language', 'Accept-Encoding', 'If-None-Match', 'If-Modified-Since', 'Range', 'Origin', 'Referer', 'Cookie', 'X-Forwarded-For', 'X-Forwarded-Host', 'Forwarded', 'Access-Control-Request-Headers', 'Idempotency-Key', 'Sec-Fetch-Site', 'Expect', 'Upgrade'];
  const goodTypes = ['application/json', 'text/plain', 'application/x-www-form-urlencoded'];
  const types = [...goodTypes, ...goodTypes, ...goodTypes, 'text/plain;charset=utf-8', 'multipart/form-data; boundary=x', 'text/html', 'application/json; charset=latin1', ''];

  const createPath = () => (random() < 0.7 ? pick(paths) : `/${pick(['a', 'embed', 'campaigns', 'v1', '0.1.0', ''])}/${createText()}`);
  const createQuery = () => {
    const count = pick([0, 0, 1, 2, 300]);
    return count ? `?${Array.from({ length: count }, () => `${pick(parameters)}=${createText(count > 2 ? 5 : getSize())}`).join('&')}` : '';
  };
  /** Sent as it is, but for what would end the request line or the header. */
  const toLine = (text: string) => text.replace(/[\r\n]/g, '');
  const toTarget = (text: string) => (random() < 0.8 ? encodeURI(toLine(text).toWellFormed()).replace(/%25/g, '%') : toLine(text));
  const createHeaders = () => {
    const count = pick([0, 1, 2, 5, 100]);
    return Array.from({ length: count }, () => `${pick(headers)}: ${toLine(createText(count > 5 ? 40 : getSize()))}\r\n`).join('');
  };

  const getMutated = (value: unknown): unknown => {
    if (random() < 0.06) return pick<unknown>([null, true, -1, 1e308, '', '\0', '\ud83d', [], {}, [[]], createText(), { toString: 1, ['__proto__']: {} }, Array(500).fill('x')]);
    if (Array.isArray(value)) return value.map(getMutated);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [random() < 0.03 ? createText(10) : key, getMutated(inner)]));
  };
  const createJson = () => JSON.stringify(getMutated({ id: createUuid(), ...submission }));
  const bodies: (() => string | Buffer)[] = [
    createJson,
    createJson,
    createJson,
    () => JSON.stringify({ id: createUuid(), ...submission }),
    () => JSON.stringify({ id: createUuid(), kind: 'letter', envelope: getMutated({ key: 'x', enc: createText(43), ciphertext: createText() }) }),
    () => createJson().slice(0, Math.floor(random() * 400)),
    () => '['.repeat(pick([100, 5000, 60_000])),
    () => `{${'"a":{'.repeat(pick([50, 5000]))}`,
    () => `{"id":"${createUuid()}",${Array.from({ length: 3000 }, (_, i) => `"k${i}":1`).join()}}`,
    () => Array.from({ length: pick([1, 20, 3000]) }, () => `${pick(['id', 'kind', 'person/name', 'letter/body', 'consent/news', 'x'])}=${createText(10)}`).join('&'),
    () => 'letter%2Fbody='.concat('%20'.repeat(pick([100, 20_000, 70_000]))),
    () => Buffer.from(Array.from({ length: pick([1, 300, 5000]) }, () => Math.floor(random() * 256))),
    () => 'x'.repeat(pick([65_000, 66_000, 250_000])),
  ];

  const createRequest = (connection: string): Buffer => {
    const isPost = random() < 0.5;
    const method = random() < 0.05 ? pick(['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'HEAD']) : isPost ? 'POST' : 'GET';
    const target = isPost && random() < 0.8 ? '/campaigns/bench/submissions' : toTarget(createPath() + createQuery());
    const body = Buffer.from(isPost ? pick(bodies)() : '');
    const length = isPost ? `Content-Type: ${pick(types)}\r\nContent-Length: ${body.length}\r\n` : '';
    const head = `${method} ${target} HTTP/1.1\r\nHost: bench\r\nConnection: ${connection}\r\n${random() < 0.35 ? createHeaders() : ''}${length}\r\n`;
    return Buffer.concat([Buffer.from(head), body]);
  };

  /** Not HTTP, or not what it says. */
  const malformed = ['\0', 'GET', 'GET / HTTP/9.9\r\n\r\n', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '\x16\x03\x01\x02\0\x01', 'GET / HTTP/1.1\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n', 'GET http://evil.example/ HTTP/1.1\r\nHost: x\r\n\r\n', 'GET / HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 'POST /campaigns/bench/submissions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n', 'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n'];
  const slowRequest = `POST /campaigns/bench/submissions HTTP/1.1\r\nHost: bench\r\nContent-Type: text/plain\r\nContent-Length: 60000\r\n\r\n${' '.repeat(60_000)}`;
  for (;;) {
    const kind = random();
    if (kind < 0.9) yield { bytes: createRequest('close'), count: 1 };
    else if (kind < 0.92) {
      const count = pick([2, 2, 3, 5, 40]);
      yield { bytes: Buffer.concat(Array.from({ length: count }, (_, i) => createRequest(i < count - 1 ? 'keep-alive' : 'close'))), count };
    } else if (kind < 0.95) yield { bytes: Buffer.from(pick(malformed)), count: 1, isCutOff: true };
    else if (kind < 0.998) {
      const bytes = createRequest('close');
      yield { bytes: bytes.subarray(0, Math.floor(random() * bytes.length)), count: 1, isCutOff: true };
    } else if (random() < 0.5) yield { bytes: Buffer.from(slowRequest), count: 1, slow: 'sender' };
    else yield { bytes: Buffer.from('GET /campaigns/bench.json HTTP/1.1\r\nHost: bench\r\n\r\n'.repeat(30)), count: 30, slow: 'reader' };
  }
}

/** The mulberry32 generator: numbers from 0 to 1, the same for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}
