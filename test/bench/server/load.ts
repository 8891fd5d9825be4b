/** Puts a server under load, in its own process: `node load.ts '{"url": …}'` prints the measurement as JSON. */
import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';

export interface LoadOptions {
  url: string;
  /** A submission without its id, which is new for each request. Without a submission, requests are GET. */
  submission?: object;
  headers?: Record<string, string>;
  connections: number;
  /** In seconds. */
  duration: number;
}

export interface LoadResult {
  /** Responses per second. */
  rate: number;
  /** Latencies in milliseconds. */
  p50: number;
  p99: number;
  /** Number of responses by status. */
  statuses: Record<string, number>;
  /** Number of requests without a response. */
  failed: number;
}

async function measureLoad({ url, submission, headers, connections, duration }: LoadOptions): Promise<LoadResult> {
  const json = JSON.stringify(submission ?? {}).slice(1);
  const requests = submission && [
    { setupRequest: (request: object) => ({ ...request, body: `{"id":"${randomUUID()}",${json}` }) },
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

console.log(JSON.stringify(await measureLoad(JSON.parse(process.argv[2]!) as LoadOptions)));
