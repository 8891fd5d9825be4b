/** A server without a port, with either database. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import type { Campaign } from '../../src/campaign/schema/campaign.schema.ts';
import type { Problem } from '../../src/campaign/schema/problem.schema.ts';
import type { Receipt } from '../../src/campaign/schema/submission.schema.ts';
import { createApp, type AppOptions } from '../../src/server/app.ts';
import type { CampaignFolder } from '../../src/server/campaigns/campaign-folder.ts';
import { combineCampaigns, emptyFolder } from '../../src/server/campaigns/campaign-sources.ts';
import type { LoadedCampaign } from '../../src/server/campaigns/load-campaign.ts';
import { createContent } from '../../src/server/content.ts';
import { createPostgresDialect } from '../../src/server/db/postgres.ts';
import type { CampaignImagesRepository } from '../../src/server/db/campaign-images-repository.ts';
import type { CampaignsRepository } from '../../src/server/db/campaigns-repository.ts';
import type { CardsRepository } from '../../src/server/db/cards-repository.ts';
import type { AbuseRepository } from '../../src/server/db/abuse-repository.ts';
import type { ConfirmationsRepository } from '../../src/server/db/confirmations-repository.ts';
import type { DeskRepository } from '../../src/server/db/desk-repository.ts';
import type { ExportsRepository } from '../../src/server/db/exports-repository.ts';
import type { HeldRepository } from '../../src/server/db/held-repository.ts';
import type { OutboxKeysRepository } from '../../src/server/db/outbox-keys-repository.ts';
import type { LetterEmailsRepository } from '../../src/server/db/letter-emails-repository.ts';
import type { AccessLinksRepository } from '../../src/server/db/access-links-repository.ts';
import type { PasskeysRepository } from '../../src/server/db/passkeys-repository.ts';
import type { PersonalDataRepository } from '../../src/server/db/personal-data-repository.ts';
import type { PrintBatchesRepository } from '../../src/server/db/print-batches-repository.ts';
import type { SealedRepository } from '../../src/server/db/sealed-repository.ts';
import { createSqliteDialect } from '../../src/server/db/sqlite.ts';
import { openStore, type Store } from '../../src/server/db/store.ts';
import type { WebhookDeliveriesRepository } from '../../src/server/db/webhook-deliveries-repository.ts';
import type { WebhooksRepository } from '../../src/server/db/webhooks-repository.ts';
import type { WithdrawalsRepository } from '../../src/server/db/withdrawals-repository.ts';
import { startPostgres, type Postgres } from '../support/postgres.ts';

const tempRoot = mkdtempSync(join(tmpdir(), 'server-'));
process.once('exit', () => rmSync(tempRoot, { recursive: true, force: true }));

/** Creates an empty folder that is deleted after the tests. */
export function createTempFolder(): string {
  return mkdtempSync(join(tempRoot, 'test-'));
}

/** Runs a suite with each kind of database. @param suite receives a function that returns the store that is open while its tests run */
export function describeWithStores(kinds: readonly ('sqlite' | 'postgres')[], name: string, suite: (store: () => Store) => void): void {
  for (const kind of kinds) {
    describe(`${name} (${kind})`, () => {
      let store: Store;
      let postgresServer: Postgres | undefined;
      before(async () => {
        postgresServer = kind === 'postgres' ? await startPostgres() : undefined;
        store = await openStore(postgresServer ? createPostgresDialect(postgresServer.url) : createSqliteDialect(join(createTempFolder(), 'test.sqlite')));
      });
      after(async () => {
        await store.close();
        await postgresServer?.stop();
      });
      suite(() => store);
    });
  }
}

/** Runs a suite with SQLite and with PostgreSQL. */
export const describeWithBothStores = describeWithStores.bind(undefined, ['sqlite', 'postgres']);

/** The cards repository of a store without cards. */
export const emptyCardStore: CardsRepository = {
  find: () => Promise.resolve([]),
  update: () => Promise.resolve(new Map()),
  addPaperCards: () => Promise.resolve([]),
  countByStage: () => Promise.resolve([]),
  countExpiring: () => Promise.resolve([]),
};

/** The campaigns of a store without any. */
export const emptyCampaignStore: CampaignsRepository = {
  getAll: () => Promise.resolve([]),
  find: () => Promise.resolve(undefined),
  create: () => Promise.resolve(false),
  addVersion: () => Promise.resolve(undefined),
  publish: () => Promise.resolve(false),
  unpublish: () => Promise.resolve(false),
  remove: () => Promise.resolve(false),
  findVersion: () => Promise.resolve(undefined),
  getVersions: () => Promise.resolve([]),
  getPublished: () => Promise.resolve([]),
};

/** The images of a store without any. */
export const emptyCampaignImages: CampaignImagesRepository = {
  add: () => Promise.resolve(),
  getAll: () => Promise.resolve([]),
  find: () => Promise.resolve(undefined),
  remove: () => Promise.resolve('unknown'),
};

/** The outbox keys of a store without any. */
export const emptyOutboxKeys: OutboxKeysRepository = {
  getAll: () => Promise.resolve([]),
  find: () => Promise.resolve(undefined),
  add: () => Promise.resolve(),
  deleteExpiredBefore: () => Promise.resolve(),
};

/** The held submissions of a store without any. */
export const emptyHeldStore: HeldRepository = {
  count: () => Promise.resolve([]),
  find: () => Promise.resolve([]),
  release: () => Promise.resolve([]),
  decline: () => Promise.resolve([]),
};

/** The batches of a store without any. */
const emptyPrintBatches: PrintBatchesRepository = {
  countReady: () => Promise.resolve([]),
  create: () => Promise.resolve([]),
  find: () => Promise.resolve(undefined),
  findNewest: () => Promise.resolve([]),
  getCardIds: () => Promise.resolve([]),
  setState: () => Promise.resolve(false),
  cancel: () => Promise.resolve(false),
};

/** The sealed submissions of a store without any. */
export const emptySealedStore: SealedRepository = {
  getPage: () => Promise.resolve([]),
  getCards: () => Promise.resolve([]),
  publish: () => Promise.resolve(false),
  unpublish: () => Promise.resolve(false),
};

/** What the processes of a store without rates share. */
export const emptyAbuseStore: AbuseRepository = {
  getSecret: (_, value) => Promise.resolve(value),
  addRates: () => Promise.resolve(),
  sumRates: () => Promise.resolve(new Map()),
  deleteExpired: () => Promise.resolve(),
};

/** The withdrawals of a store without any. */
export const emptyWithdrawals: WithdrawalsRepository = {
  create: () => Promise.resolve(),
  find: () => Promise.resolve(undefined),
  getAll: () => Promise.resolve([]),
  findSubmissions: () => Promise.resolve([]),
  withdraw: () => Promise.resolve([]),
  restore: () => Promise.resolve(0),
};

/** The personal data of a store without any. */
export const emptyPersonalData: PersonalDataRepository = {
  find: () => Promise.resolve([]),
  findCards: () => Promise.resolve([]),
  findPublishedTexts: () => Promise.resolve(new Map()),
  getPage: () => Promise.resolve([]),
  erase: () => Promise.resolve(0),
  purgeDeleted: () => Promise.resolve(),
};

/** The links of a store without any. */
export const emptyAccessLinks: AccessLinksRepository = {
  add: () => Promise.resolve(),
  find: () => Promise.resolve(undefined),
  take: () => Promise.resolve(undefined),
  countSent: () => Promise.resolve(0),
  deleteCreatedBefore: () => Promise.resolve(),
};

/** The desk of a store without accounts. */
export const emptyDesk: DeskRepository = {
  getAccounts: () => Promise.resolve([]),
  invite: (account) => Promise.resolve(account),
  signIn: () => Promise.resolve(undefined),
  findSession: () => Promise.resolve(undefined),
  endSession: () => Promise.resolve(),
  changeRole: () => Promise.resolve('unknown'),
  renameAccount: () => Promise.resolve('unknown'),
  removeAccount: () => Promise.resolve('unknown'),
  deleteExpired: () => Promise.resolve(),
  getOverviewPage: () => Promise.resolve([]),
};

/** The passkeys of a store without any rows. */
export const emptyPasskeys: PasskeysRepository = {
  addChallenge: () => Promise.resolve(),
  takeChallenge: () => Promise.resolve(false),
  getAll: () => Promise.resolve([]),
  countByAccount: () => Promise.resolve(new Map()),
  find: () => Promise.resolve(undefined),
  add: () => Promise.resolve('unknown'),
  remove: () => Promise.resolve(false),
  signIn: () => Promise.resolve(false),
};

/** The exports of a store without any rows. */
export const emptyExports: ExportsRepository = {
  getSubmissions: () => Promise.resolve([]),
  getNewest: () => Promise.resolve([]),
  getCards: () => Promise.resolve([]),
  hasRows: () => Promise.resolve(false),
};

/** The confirmations of a store without any. */
export const emptyConfirmations: ConfirmationsRepository = {
  findKey: () => Promise.resolve(undefined),
  find: () => Promise.resolve(undefined),
  confirm: () => Promise.resolve(false),
  claim: () => Promise.resolve(undefined),
  update: () => Promise.resolve(),
  markBounced: () => Promise.resolve(false),
  countSent: () => Promise.resolve(0),
  count: () => Promise.resolve([]),
  deleteQueuedBefore: () => Promise.resolve(),
};

/** The queue of a store that sends no letters. */
export const emptyLetterEmails: LetterEmailsRepository = {
  claim: () => Promise.resolve(undefined),
  update: () => Promise.resolve(),
  find: () => Promise.resolve([]),
  count: () => Promise.resolve([]),
  retry: () => Promise.resolve([]),
  markBounced: () => Promise.resolve([]),
};

/** The webhooks of a store without any. */
export const emptyWebhooks: WebhooksRepository = {
  getAll: () => Promise.resolve([]),
  find: () => Promise.resolve(undefined),
  add: () => Promise.resolve(),
  change: () => Promise.resolve(false),
  remove: () => Promise.resolve(false),
  addTest: () => Promise.resolve(''),
  retry: () => Promise.resolve(0),
  findDeliveries: () => Promise.resolve([]),
  count: () => Promise.resolve([]),
  findLastProblem: () => Promise.resolve(undefined),
};

export const emptyWebhookDeliveries: WebhookDeliveriesRepository = {
  claim: () => Promise.resolve([]),
  markSent: () => Promise.resolve(),
  release: () => Promise.resolve(),
  deleteOld: () => Promise.resolve(),
};

/** A store in memory, for tests that need no database. */
export function createMemoryStore(): Store {
  return {
    insertSubmission: (entry) => Promise.resolve({ ...entry, counts: entry.count(new Map()), isNew: true }),
    findSubmission: () => Promise.resolve(undefined),
    getCounters: () => Promise.resolve(new Map([['people', 3]])),
    getTopPartners: () => Promise.resolve(new Map()),
    getMessages: () => Promise.resolve({ messages: [] }),
    campaigns: emptyCampaignStore,
    campaignImages: emptyCampaignImages,
    cards: emptyCardStore,
    printBatches: emptyPrintBatches,
    held: emptyHeldStore,
    outboxKeys: emptyOutboxKeys,
    sealed: emptySealedStore,
    audit: { record: () => Promise.resolve(), find: () => Promise.resolve([]), findNewest: () => Promise.resolve([]) },
    exports: emptyExports,
    abuse: emptyAbuseStore,
    withdrawals: emptyWithdrawals,
    personalData: emptyPersonalData,
    accessLinks: emptyAccessLinks,
    desk: emptyDesk,
    passkeys: emptyPasskeys,
    withAudit: () => createMemoryStore(),
    letterEmails: emptyLetterEmails,
    confirmations: emptyConfirmations,
    webhooks: emptyWebhooks,
    webhookDeliveries: emptyWebhookDeliveries,
    deleteExpired: () => Promise.resolve(0),
    deleteReceivedBefore: () => Promise.resolve(0),
    countReceivedBefore: () => Promise.resolve(0),
    getLastReceipts: () => Promise.resolve(new Map()),
    countStored: () => Promise.resolve(0),
    countExpired: () => Promise.resolve(0),
    testWrite: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
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

let campaignCount = 0;

/** An open letter campaign with a unique id. */
export function createLetterCampaign(more: Partial<Campaign> = {}): Campaign {
  return {
    version: 1,
    id: `letter-${++campaignCount}`,
    language: 'en',
    title: 'Free Sam Sokha',
    summary: 'Held for a photograph.',
    organiser: { name: 'A Human Rights Group', url: 'https://group.example' },
    letter: {
      targets: [
        { id: 'minister', name: 'A. Minister', honours: 'His Excellency', office: 'Minister of the Interior' },
        { id: 'ambassador', name: 'An Ambassador', office: 'Ambassador to Australia', countries: ['AU'] },
      ],
      choose: 'some',
      subject: 'Free Sam Sokha',
      salutation: 'Dear {honours} {name},',
      body: 'Please let her go.\n\nShe has harmed nobody.',
      closing: 'Yours sincerely,',
      editable: 'all',
      maxLength: 100,
      delivery: 'collect',
    },
    ...more,
  };
}

/** An open campaign with postcards to two people and a unique id. */
export function createPostcardCampaign(more: Partial<Campaign> = {}): Campaign {
  const { letter: _, ...campaign } = createLetterCampaign(more);
  const held = [{ from: '2016-04-28' }];
  return {
    ...campaign,
    people: [
      { id: 'ny-sokha', name: 'Ny Sokha', timeZone: 'Asia/Phnom_Penh', held },
      { id: 'lim-mony', name: 'Lim Mony', timeZone: 'Asia/Phnom_Penh', held },
    ],
    postcard: {
      to: ['ny-sokha', 'lim-mony'],
      choose: 'some',
      suggest: 'none',
      designs: [{ id: 'lotus', src: 'lotus.jpg', alt: 'A lotus' }],
      maxLength: 100,
      guidance: [],
      publish: 'ask',
    },
  };
}

/** A submission with the changes in `more`; keys that are undefined there are removed. */
export function createLetter(more: Record<string, unknown> = {}): { id: string } & Record<string, unknown> {
  return {
    id: crypto.randomUUID(),
    kind: 'letter',
    language: 'en',
    person: { name: 'Anna Example' },
    letter: { targets: ['minister'], subject: 'A subject', body: 'Some words.' },
    ...more,
  };
}

export function createPostcard(more: Record<string, unknown> = {}): { id: string } & Record<string, unknown> {
  const card = { to: ['ny-sokha', 'lim-mony'], design: 'lotus', message: 'We think of you.', from: 'Anna' };
  return { id: crypto.randomUUID(), kind: 'postcard', language: 'en', person: { name: 'Anna' }, postcard: card, ...more };
}

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
