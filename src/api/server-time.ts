/** Asks the server for the time. */
import { parseJson, request } from './http.ts';
import { getPageState } from './page-registry.ts';
import { syncFrom } from './sync-clock.ts';

/** A wrong time is better than showing nothing for longer. */
const timeout = 3000;

/** Asks what time it is, once for the page unless that fails. @param url of the counts */
export function fetchServerTime(url: string): Promise<void> {
  const { clock } = getPageState();
  // No cache: it would judge freshness by the device clock as well.
  clock.request ??= request(url, { credentials: 'omit', cache: 'no-store' }, timeout).then(
    ({ text }) => {
      const { asOf } = (parseJson(text) ?? {}) as { asOf?: unknown };
      if (typeof asOf === 'string' && Date.parse(asOf)) syncFrom(asOf);
      else clock.request = undefined;
    },
    () => void (clock.request = undefined),
  );
  return clock.request;
}
