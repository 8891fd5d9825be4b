/** The log of the server: one line of JSON for each event. It never contains what a client has sent, nor an address. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { pino, type DestinationStream } from 'pino';

const requestIds = new AsyncLocalStorage<string>();

/** Runs a function whose log lines, also later ones, name the request. */
export const runWithRequestId = (id: string, handle: () => void): void => requestIds.run(id, handle);

/** As proxies make them: a UUID, a number in hexadecimal, or the like. */
const requestIdPattern = /^[\w-]{8,64}$/;

/** @param header `X-Request-Id` of a trusted proxy @returns its id if it is well-formed, so that both logs name the same one, else a new one */
export const toRequestId = (header: string | string[] | undefined): string =>
  typeof header === 'string' && requestIdPattern.test(header) ? header : crypto.randomUUID();

/** @returns a function that writes one line, at once: what the server says before it crashes must not be lost */
export function createLog(destination: DestinationStream = pino.destination({ fd: 2, sync: true })): (message: string) => void {
  const logger = pino(
    {
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      mixin: () => {
        const requestId = requestIds.getStore();
        return requestId === undefined ? {} : { requestId };
      },
    },
    destination,
  );
  return (message) => logger.warn(message);
}
