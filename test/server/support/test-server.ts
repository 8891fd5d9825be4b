/** A server without a port, which handles requests in the same process. */
import type { Campaign } from '../../../src/campaign/schema/campaign.schema.ts';
import type { Problem } from '../../../src/campaign/schema/problem.schema.ts';
import type { Receipt } from '../../../src/campaign/schema/submission.schema.ts';
import { createApp, type AppOptions } from '../../../src/server/app.ts';
import type { CampaignFolder } from '../../../src/server/campaigns/campaign-folder.ts';
import { combineCampaigns, emptyFolder } from '../../../src/server/campaigns/campaign-sources.ts';
import type { LoadedCampaign } from '../../../src/server/campaigns/parse-campaign-file.ts';
import { createContent } from '../../../src/server/content.ts';
import type { Store } from '../../../src/server/db/store.ts';
import { createMemoryStore } from './memory-store.ts';
import { createTempFolder } from './temp-folder.ts';

export interface TestResponse {
  status: number;
  headers: Headers;
  text: string;
  /** Of JSON. */
  body: Receipt & Problem;
}

export interface TestServer {
  /** The lines that were logged. */
  logLines: string[];
  /** The server's time in milliseconds since the epoch; tests can change it. */
  time: number;
  /** Where requests come from; by default from nowhere. */
  address: string | undefined;
  /** The response as it is. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  request(path: string, init?: RequestInit): Promise<TestResponse>;
  /** Sends a submission as JSON. */
  submit(campaign: Campaign, submission: unknown, headers?: Record<string, string>): Promise<TestResponse>;
  /** Sends a plain form. */
  submitForm(campaign: Campaign, fields: Record<string, string> | URLSearchParams): Promise<TestResponse>;
  fetchCounts(campaign: Campaign): Promise<Receipt['counts']>;
}

/** The server's time, unless a test changes it. */
export const today = Date.parse('2018-07-20T12:00:00Z');

/** The folder of these campaigns, without files. */
export function createCampaignFolder(campaigns: readonly Campaign[]): CampaignFolder {
  const byId = new Map<string, LoadedCampaign>(
    campaigns.map((campaign) => {
      return [campaign.id, { campaign, document: createContent(JSON.stringify(campaign), 'application/json') }];
    }),
  );
  return { get: (id) => byId.get(id), all: () => [...byId.values()], getText: (id) => byId.has(id) ? JSON.stringify(byId.get(id)!.campaign) : undefined, refresh: () => {} };
}

/** A server with these campaigns in its folder, which handles requests without a port. */
export function createTestServer(store: Store, campaigns: readonly Campaign[], options: Partial<AppOptions> = {}): TestServer {
  const folder = createTempFolder();
  const app = createApp({
    campaigns: combineCampaigns(createCampaignFolder(campaigns), store, { report: (line) => server.logLines.push(line) }),
    store,
    now: () => server.time,
    newId: () => crypto.randomUUID(),
    log: (line) => server.logLines.push(line),
    files: { campaigns: folder, web: folder, version: '9.9.9' },
    ...options,
  });
  const server: TestServer = {
    logLines: [],
    time: today,
    address: undefined,
    fetch: async (path, init) => app.request(path, init, { incoming: { socket: { remoteAddress: server.address } } }),
    async request(path, init) {
      const response = await server.fetch(path, init);
      const text = await response.text();
      const isJson = /json\b/.test(response.headers.get('Content-Type') ?? '') && text !== '';
      const body = (isJson ? JSON.parse(text) : undefined) as TestResponse['body'];
      return { status: response.status, headers: response.headers, text, body };
    },
    submit: (campaign, submission, headers) =>
      server.request(`/campaigns/${campaign.id}/submissions`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(submission),
      }),
    submitForm: (campaign, fields) =>
      server.request(`/campaigns/${campaign.id}/submissions`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
      }),
    fetchCounts: async (campaign) => (await server.request(`/campaigns/${campaign.id}/counts.json`)).body as unknown as Receipt['counts'],
  };
  return server;
}

/** An app without campaigns and without a database, for tests of its routes */
export function createEmptyApp(files: Partial<AppOptions['files']> = {}): ReturnType<typeof createApp> {
  const store = createMemoryStore();
  return createApp({
    campaigns: combineCampaigns(emptyFolder, store, { report: () => {} }),
    store,
    now: Date.now,
    newId: () => crypto.randomUUID(),
    log: () => {},
    files: { web: createTempFolder(), version: '9.9.9', ...files },
  });
}
