/** Puts servers under load, in its own process: `node load-generator.ts '{"urls": …}'` prints the measurement as JSON. */
import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';

export interface LoadOptions {
  /** The connections are shared out among them. */
  urls: string[];
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
  /** Latency in milliseconds. */
  p99: number;
  /** Number of responses by status. */
  statuses: Record<string, number>;
  /** Number of requests without a response. */
  failed: number;
}

async function measureLoad({ urls, submission, headers, connections, duration }: LoadOptions): Promise<LoadResult> {
  const json = JSON.stringify(submission ?? {}).slice(1);
  const requests = submission && [
    { setupRequest: (request: object) => ({ ...request, body: `{"id":"${randomUUID()}",${json}` }) },
  ];
  const options = {
    method: submission ? ('POST' as const) : ('GET' as const),
    connections: connections / urls.length,
    duration,
    requests,
    headers: { ...(submission && { 'content-type': 'text/plain' }), ...headers },
  };
  const results = await Promise.all(urls.map((url) => autocannon({ url, ...options })));
  const statuses: Record<string, number> = {};
  for (const { statusCodeStats = {} } of results)
    for (const [status, { count }] of Object.entries(statusCodeStats)) statuses[status] = (statuses[status] ?? 0) + count;
  return {
    rate: results.reduce((sum, { requests: { total }, duration }) => sum + total / duration, 0),
    p99: Math.max(...results.map(({ latency }) => latency.p99)),
    statuses,
    failed: results.reduce((sum, { errors, timeouts }) => sum + errors + timeouts, 0),
  };
}

console.log(JSON.stringify(await measureLoad(JSON.parse(process.argv[2]!) as LoadOptions)));
