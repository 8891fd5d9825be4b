/** Supporters who send letters while something happens to the server, and who send each again until it is confirmed. */
import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { setTimeout as delay } from 'node:timers/promises';
import { campaignId, countPeople, createSubmission, submit, waitForService } from './support.ts';

export interface Attempt {
  submission: { id: string };
  status: number;
  headers: IncomingHttpHeaders;
}

/** @returns stops the supporters when each of their letters has been confirmed; resolves to all attempts */
export function startLoad(base: string, { supporters = 8 } = {}): { stop: () => Promise<Attempt[]> } {
  const attempts: Attempt[] = [];
  let isStopped = false;
  const runSupporter = async () => {
    while (!isStopped) {
      const submission = createSubmission();
      for (;;) {
        const { status, headers } = await submit(submission, base);
        attempts.push({ submission, status, headers });
        if (status === 201 || status === 200) break;
        await delay(50);
      }
      await delay(20);
    }
  };
  const running = Promise.all(Array.from({ length: supporters }, runSupporter));
  return {
    async stop() {
      isStopped = true;
      await running;
      return attempts;
    },
  };
}

/** Sends every letter once more: all of them must be there already. */
export async function expectNothingLost(attempts: readonly Attempt[], base?: string): Promise<void> {
  await waitForService(base);
  const count = await countPeople(base);
  const submissions = new Set(attempts.map(({ submission }) => submission));
  assert.ok(submissions.size >= 8, `${submissions.size} letters`);
  for (const submission of submissions) assert.equal((await submit(submission, base)).status, 200, submission.id);
  assert.equal(await countPeople(base), count);
}

/**
 * Sends a letter in 50 pieces, by default at 100 bytes per second.
 * @returns the status, or `closed` if the server closes the connection before
 */
export async function submitSlowly(base: string, { duration = 25_000 } = {}): Promise<number | 'closed'> {
  const { hostname, port, protocol } = new URL(base);
  const submission = JSON.stringify({ ...createSubmission(), fields: {} });
  const body = submission.padEnd(2500);
  const socket = protocol === 'https:' ? connectTls({ host: hostname, port: 443, servername: hostname }) : connect(Number(port), hostname);
  let response = '';
  socket.setEncoding('utf8').on('data', (data: string) => (response += data));
  // A reset is one of the ways to close it.
  socket.on('error', () => {});
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const headers = `Host: actions.example\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\nConnection: close`;
  socket.write(`POST /campaigns/${campaignId}/submissions HTTP/1.1\r\n${headers}\r\n\r\n`);
  for (let start = 0; start < body.length && !socket.destroyed; start += 50) {
    socket.write(body.slice(start, start + 50));
    await delay(duration / 50);
  }
  await closed;
  const [, status] = /^HTTP\/1\.1 (\d+)/.exec(response) ?? [];
  return status ? Number(status) : 'closed';
}
