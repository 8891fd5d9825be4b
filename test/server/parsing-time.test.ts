/** Headers, URLs and forms are parsed in linear time, so that one request cannot block the server. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLetter, createLetterCampaign, createMemoryStore, createTestServer } from './support.ts';

const campaign = createLetterCampaign();
const server = createTestServer(createMemoryStore(), [campaign]);
const document = `/campaigns/${campaign.id}.json`;
const submissions = `/campaigns/${campaign.id}/submissions`;
const body = JSON.stringify(createLetter());

type Send = (value: string) => Promise<unknown>;
const get = (path: string, headers: Record<string, string> = {}) => server.request(path, { headers });
const post = (headers: Record<string, string>) => server.request(submissions, { method: 'POST', headers, body });
const postForm = (form: string) =>
  server.request(submissions, { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: form });

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
};

/** The repeated part of a long value. */
const fillings = [' ', '\t', ',', ';', ' ,', '; ', '"', '-', 'a/', '=,', ';q='];

/** About the limit that Node has for headers. It is compared with a quarter of it. */
const length = 16_000;
const fill = (filling: string, size: number) => `x${filling.repeat(size / filling.length)}y`;

/** The minimum of several runs, in microseconds of processor time, which a busy machine affects less than elapsed time. */
async function measure(send: Send, value: string): Promise<number> {
  const runs: number[] = [];
  for (let run = 0; run < 5; run++) {
    const start = process.cpuUsage();
    for (let request = 0; request < 3; request++) await send(value);
    const { user, system } = process.cpuUsage(start);
    runs.push(user + system);
  }
  return Math.min(...runs);
}

describe('the time to read', () => {
  for (const [name, send] of Object.entries(inputs))
    it(`${name} grows at most in proportion to its length`, async () => {
      for (const filling of fillings) {
        await measure(send, fill(filling, length / 4)); // compiles the code
        const short = await measure(send, fill(filling, length / 4));
        const long = await measure(send, fill(filling, length));
        // Four times the length takes four times as long, or 16 times if parsing is quadratic. The minimum excludes noise.
        const ratio = long / Math.max(short, 1000);
        assert.ok(ratio < 8, `filled with ${JSON.stringify(filling)}: ${short} µs, and ${long} µs for four times as much`);
      }
    });
});
