/** Puts an endpoint under load, in a process of its own: `node load.ts '{"url": …}'` prints what it measured as JSON. */
import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';

export interface Load {
  url: string;
  /** A submission without its id, which is fresh for each request; without it, GET. */
  submission?: object;
  headers?: Record<string, string>;
  connections: number;
  /** In seconds. */
  duration: number;
}

export interface Loaded {
  /** Answers a second. */
  rate: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Answers by status. */
  statuses: Record<string, number>;
  /** Requests that got no answer. */
  failed: number;
}

async function run({ url, submission, headers, connections, duration }: Load): Promise<Loaded> {
  const rest = JSON.stringify(submission ?? {}).slice(1);
  const requests = submission && [
    { setupRequest: (request: object) => ({ ...request, body: `{"id":"${randomUUID()}",${rest}` }) },
  ];
  const method = submission ? 'POST' : 'GET';
  const type = submission && { 'content-type': 'text/plain' };
  const result = await autocannon({ url, method, connections, duration, requests, headers: { ...type, ...headers } });
  return {
    rate: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    statuses: Object.fromEntries(Object.entries(result.statusCodeStats ?? {}).map(([status, { count }]) => [status, count])),
    failed: result.errors + result.timeouts,
  };
}

console.log(JSON.stringify(await run(JSON.parse(process.argv[2]!) as Load)));
