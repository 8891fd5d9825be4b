/** A partner's page with the letter of the built files, whose submissions meet faults. */
import { createArticle, createCampaign, createSnippet } from '../support/e2e/campaigns.ts';
import { startServer, type TestServer } from '../support/e2e/server.ts';
import { startSite, type Site } from '../support/e2e/site.ts';
import { startFaultProxy, type Fault } from '../support/fault-proxy.ts';

/** Time limits of the page are this many times shorter. */
const speed = 5;

/** `storedIds` holds what has been stored on the device: the beacon arrives even where the page is closed at once. */
const scripts = `<script>
  const createTimeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (milliseconds) => createTimeout(milliseconds / ${speed});
  window.sentIds = [];
  addEventListener('action-sent', ({ detail }) => sentIds.push(detail.id));
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (value, key) {
    this.transaction.addEventListener('complete', () => navigator.sendBeacon('/stored?' + key));
    return put.call(this, value, key);
  };
</script>`;

export interface SoakSite {
  /** The partner's page with the form, and another one with an element of the same campaign. */
  pageUrl: string;
  otherUrl: string;
  server: TestServer;
  /** What the next submissions meet; what follows passes. */
  faults: Fault[];
  /** What all submissions meet. */
  permanentFault: Fault | undefined;
  /** The ids of the submissions that pages have stored on the device. */
  getStoredIds: () => string[];
  /** The ids of the submissions that have been requested. */
  getRequestedIds: () => string[];
  /** Closes the connections of requests that get no response. */
  closeStalled: () => void;
  close: () => Promise<void>;
}

export async function startSoakSite(): Promise<SoakSite> {
  const campaign = createCampaign();
  const server = await startServer([campaign]);
  const proxy = await startFaultProxy(server.url, ({ method }) => (method === 'POST' ? (state.permanentFault ?? state.faults.shift() ?? 'pass') : 'pass'));
  const src = `${proxy.url}/campaigns/${campaign.id}.json`;
  const other = createSnippet(src).replaceAll('action-letter', 'action-progress');
  const site: Site = await startSite({ '/': createArticle(createSnippet(src), scripts), '/other': createArticle(other, scripts) });
  const state: SoakSite = {
    pageUrl: `${site.url}/`,
    otherUrl: `${site.url}/other`,
    server,
    faults: [],
    permanentFault: undefined,
    getStoredIds: () => site.requests.flatMap((request) => /^POST \/stored\?(.+)$/.exec(request)?.[1] ?? []),
    getRequestedIds: () => proxy.requests.flatMap(({ method, body }) => (method === 'POST' ? (JSON.parse(body) as { id: string }).id : [])),
    closeStalled: () => proxy.closeStalled(),
    async close() {
      await site.close();
      await proxy.close();
      await server.stop();
    },
  };
  return state;
}
