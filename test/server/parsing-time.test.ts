/** Headers, URLs and forms are parsed in linear time, so that one request cannot block the server. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLetter, createLetterCampaign } from './support/campaigns.ts';
import { createMemoryStore } from './support/memory-store.ts';
import { createTempFolder } from './support/temp-folder.ts';
import { createTestServer } from './support/test-server.ts';

const campaign = createLetterCampaign({ ask: { email: 'optional', country: 'optional', postalCode: 'required' }, fields: [{ id: 'why', label: 'Why?', type: 'text' }] });
const folder = createTempFolder();
writeFileSync(join(folder, 'image.png'), 'not an image');
const server = createTestServer(createMemoryStore(), [campaign], { files: { campaigns: folder, web: folder, version: '9.9.9' } });
const image = '/campaigns/image.png';
const document = `/campaigns/${campaign.id}.json`;
const submissions = `/campaigns/${campaign.id}/submissions`;
const body = JSON.stringify(createLetter());

type Send = (value: string) => unknown;
const get = (path: string, headers: Record<string, string> = {}) => server.request(path, { headers });
const post = (headers: Record<string, string>) => server.request(submissions, { method: 'POST', headers, body });
const postForm = (form: string) =>
  server.request(submissions, { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: form });

const postJson = (value: unknown) =>
  server.request(submissions, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: typeof value === 'string' ? value : JSON.stringify(value) });
/** With the same value for each name. */
const createQuery = (names: readonly string[], value: string) => new URLSearchParams(names.map((name) => [name, value])).toString();

const inputs: Record<string, Send> = {
  'If-None-Match': (value) => get(document, { 'If-None-Match': value }),
  'Accept-Encoding': (value) => get(document, { 'Accept-Encoding': value }),
  'Accept, where a page or a problem is chosen': (value) => get('/none', { Accept: value }),
  'Content-Type': (value) => post({ 'Content-Type': value }),
  'Content-Encoding': (value) => post({ 'Content-Type': 'text/plain', 'Content-Encoding': value }),
  'Idempotency-Key': (value) => post({ 'Content-Type': 'text/plain', 'Idempotency-Key': value }),
  Origin: (value) => post({ 'Content-Type': 'text/plain', Origin: value }),
  'the path of a file': (value) => get(`/v1/${encodeURI(value)}`),
  'the language of a page': (value) => get(`/a/${campaign.id}?lang=${encodeURIComponent(value)}`),
  'the query of an image': (value) => get(`/campaigns/${campaign.id}/counter.svg?now=${encodeURIComponent(value)}&person=${encodeURIComponent(value)}`),
  'the query of messages': (value) => get(`/campaigns/${campaign.id}/messages.json?after=${encodeURIComponent(value)}`),
  'the language in a form': (value) => postForm(`language=${encodeURIComponent(value)}`),
  'the name in a form': (value) => postForm(`person/name=${encodeURIComponent(value)}&person/email=${encodeURIComponent(value)}`),
  'If-None-Match of a file': (value) => get(image, { 'If-None-Match': value }),
  'Range and If-Modified-Since of a file': (value) => get(image, { Range: `bytes=${value}`, 'If-Modified-Since': value }),
  'Access-Control-Request-Headers': (value) =>
    server.request(submissions, { method: 'OPTIONS', headers: { Origin: 'https://a.example', 'Access-Control-Request-Headers': value, 'Access-Control-Request-Method': value } }),
  'the id in a path': (value) => Promise.all(['/a/*', '/embed/*/letter', '/campaigns/*.json', '/campaigns/*.png'].map((path) => get(path.replace('*', encodeURIComponent(value))))),
  'a path that ends with a slash': (value) => get(`/${encodeURI(value)}/`, { Accept: 'text/html' }),
  'the query of a page': (value) => get(`/a/${campaign.id}?${createQuery(['kind', 'partner', 'thanks', 'embed', 'theme'], value)}`),
  'the query of a frame': (value) => get(`/embed/${campaign.id}/letter?${createQuery(['lang', 'theme', 'person', 'unit', 'now', 'partner'], value)}`),
  'the query of the embed code': (value) => get(`/embed-code?${createQuery(['campaign', 'partner', 'lang', 'kind', 'method', 'theme', 'person'], value)}`),
  'the postal code in a form': (value) => postForm(`person/name=A&person/country=AU&${createQuery(['person/postalCode'], value)}`),
  'the other fields of a form': (value) =>
    postForm(createQuery(['id', 'kind', 'letter/targets', 'letter/subject', 'letter/body', 'fields/why', 'consent/news', 'tracking/partner', 'tracking/source', 'testing'], value)),
  'the texts of JSON': (value) =>
    postJson({
      ...{ id: value, kind: value, language: value, proof: value, sealed: value, testing: value },
      person: { name: value, email: value, country: value, postalCode: value },
      letter: { targets: [value], subject: value, body: value },
      postcard: { to: [value], design: value, message: value, from: value },
      fields: { why: value, [value]: value },
      consent: [{ id: value, statement: value, given: true }],
      tracking: { partner: value, origin: value, source: value },
    }),
  'the email address and the postal code in JSON': (value) =>
    postJson(createLetter({ person: { name: 'A', email: `${value}@${value}.example`, country: 'AU', postalCode: value } })),
};

const createKeys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`key${i}`, 1]));
const lists: Record<string, (count: number) => unknown> = {
  'parameters of a query': (count) => get(`/a/${campaign.id}?${'a&'.repeat(count)}`),
  'segments of a path': (count) => get('/a'.repeat(count)),
  'headers of one name': (count) => get(document, { 'If-None-Match': Array(count).fill('"a"').join() }),
  'fields of a form': (count) => postForm(new URLSearchParams({ ...createKeys(count), 'letter/body': 'A' }).toString()),
  'targets in a form': (count) => postForm('letter/targets=minister&'.repeat(count)),
  'keys of JSON': (count) => postJson({ ...createLetter(), ...createKeys(count) }),
  'fields in JSON': (count) => postJson(createLetter({ fields: createKeys(count) })),
  'consents in JSON': (count) => postJson(createLetter({ consent: Array(count).fill({ id: 'news', statement: 'A', given: true }) })),
  'targets in JSON': (count) => postJson(createLetter({ letter: { targets: Array<string>(count).fill('minister'), subject: 'A', body: 'A' } })),
  'levels of JSON': (count) => postJson('['.repeat(count) + ']'.repeat(count)),
};

/** The repeated part of a long value. */
const fillings = [' ', '\t', ',', ';', ' ,', '; ', '"', '-', 'a/', '=,', ';q='];

/** About the limit that Node has for headers. It is compared with a quarter of it. */
const length = 16_000;
const fill = (filling: string, size: number) => `x${filling.repeat(size / filling.length)}y`;

/** Of the longer list. */
const listLength = 4000;

/** The minimum of several runs, in microseconds of processor time, which a busy machine affects less than elapsed time. */
async function measure(send: () => unknown, runs: number): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = process.cpuUsage();
    for (let request = 0; request < 3; request++) await send();
    const { user, system } = process.cpuUsage(start);
    times.push(user + system);
  }
  return Math.min(...times);
}

async function assertLinear(sendShort: () => unknown, sendLong: () => unknown, what: string): Promise<void> {
  await measure(sendShort, 1); // compiles the code
  const short = await measure(sendShort, 3);
  // Four times the length takes four times as long, or 16 times if parsing is quadratic. The minimum excludes noise.
  const limit = 8 * Math.max(short, 1000);
  let long = await measure(sendLong, 1);
  if (long > limit) long = await measure(sendLong, 6);
  assert.ok(long <= limit, `${what}: ${short} µs, and ${long} µs for four times as much`);
}

describe('the time to read', () => {
  for (const [name, send] of Object.entries(inputs))
    it(`${name} grows at most in proportion to its length`, async () => {
      for (const filling of fillings)
        await assertLinear(() => send(fill(filling, length / 4)), () => send(fill(filling, length)), `filled with ${JSON.stringify(filling)}`);
    });

  for (const [name, send] of Object.entries(lists))
    it(`the ${name} grows at most in proportion to their number`, () => assertLinear(() => send(listLength / 4), () => send(listLength), name));
});
