/** The parts that the bench uses; the package has no types. */
declare module 'autocannon' {
  export interface Result {
    requests: { total: number };
    /** Seconds. */
    duration: number;
    /** Milliseconds. */
    latency: { p99: number };
    statusCodeStats?: Record<string, { count: number }>;
    errors: number;
    timeouts: number;
  }
  export default function autocannon(options: {
    url: string;
    method: 'GET' | 'POST';
    connections: number;
    /** Seconds. */
    duration: number;
    headers: Record<string, string>;
    requests?: { setupRequest: (request: object) => object }[];
  }): Promise<Result>;
}
