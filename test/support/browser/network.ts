/** Replaces fetch() in the page of a test: responds by path, and records the requests. */

export interface RecordedRequest {
  url: string;
  init: RequestInit;
  body: unknown;
}
type Reply = Response | Promise<Response>;
type Handler = (request: RecordedRequest, count: number) => Reply;

export const json = (value: unknown, status = 200, headers: HeadersInit = {}): Response =>
  new Response(JSON.stringify(value), { status, headers: { 'Content-Type': 'application/json', Date: new Date(Date.now()).toUTCString(), ...headers } });

export const counts = (people: number) => ({
  people,
  letters: people,
  postcards: { received: 0, approved: 0, printed: 0, delivered: 0, paper: 0 },
  perPerson: {},
  perPartner: {},
  asOf: new Date(Date.now()).toISOString(),
});

export const problem = (type: string, status: number, more: object = {}): Response =>
  json({ type: `https://server.example/problems/${type}`, title: type, status, ...more }, status);

/** The first receipt for a submission. */
export const receipt = ({ body }: RecordedRequest, people = 1, more: object = {}): Response =>
  json({ id: (body as { id: string }).id, receivedAt: '2026-01-01T00:00:00Z', counts: counts(people), ...more }, 201);

export class Network {
  readonly requests: RecordedRequest[] = [];
  #handlers = new Map<string, Handler>();
  #fetch = globalThis.fetch;

  constructor() {
    globalThis.fetch = (input, init = {}) => {
      const url = input instanceof Request ? input.url : String(input);
      const path = new URL(url).pathname;
      const handler = this.#handlers.get(path);
      if (!handler) return this.#fetch.call(globalThis, input, init);
      const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
      const request = { url, init, body };
      const count = this.to(path).length + 1;
      this.requests.push(request);
      return new Promise<Response>((resolve, reject) => {
        init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
        Promise.resolve(handler(request, count)).then(resolve, reject);
      });
    };
  }

  on(path: string, handler: Handler | (() => unknown)): this {
    this.#handlers.set(path, handler as Handler);
    return this;
  }

  /** All requests of a path. */
  to(path: string): RecordedRequest[] {
    return this.requests.filter(({ url }) => new URL(url).pathname === path);
  }

  restore(): void {
    globalThis.fetch = this.#fetch;
  }
}

/** The error of a browser that gets no response. */
export const offline = (): Promise<Response> => Promise.reject(new TypeError('Failed to fetch'));
/** A response that waits until it is released. */
export function createPendingResponse(): { handler: () => Promise<Response>; release: (response: Response) => void } {
  let release!: (response: Response) => void;
  const response = new Promise<Response>((resolve) => (release = resolve));
  return { handler: () => response, release };
}
/** A server that never responds. */
export const neverRespond = (): Promise<Response> => new Promise(() => {});
