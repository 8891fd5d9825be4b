/** The server as a process: the only file that listens and stops. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createApp, type AppOptions } from './app.ts';
import { openCampaigns, type CampaignFolder } from './campaigns/repository.ts';
import { createDialect, packagePath, readConfig, type Environment } from './config.ts';
import { openStore } from './db/store.ts';
import { seed, demoCampaignId } from './demo-data/seed.ts';
import type { Sample } from './demo-data/plan.ts';
import { formatFailure } from './log.ts';
import { startRetentionJob } from './retention/retention-job.ts';

export interface ServeOptions {
  /** Whether the demo's campaigns are served where `CAMPAIGNS_DIR` is missing. */
  demo?: boolean;
  /** Takes one line for the operator. */
  print: (line: string) => void;
  /** Takes one line about an error. */
  report: (line: string) => void;
  /** For tests, which cannot wait for the usual ones. */
  limits?: Limits;
}

export interface RunningServer {
  /** Without a path, such as `http://127.0.0.1:8080`. */
  url: string;
  /** Answers the requests in flight, then closes the store. */
  stop: () => Promise<void>;
}

/** In milliseconds. */
interface Limits {
  headersTimeout: number;
  requestTimeout: number;
  connectionsCheckingInterval: number;
  /** How long a connection may carry nothing in either direction. */
  idle: number;
}

// Node's defaults let a slow body take five minutes, and a slow reader forever.
const defaultLimits: Limits = { headersTimeout: 5000, requestTimeout: 15_000, connectionsCheckingInterval: 1000, idle: 30_000 };
/** How long a stop waits for requests in flight, in milliseconds. */
const shutdownTimeout = 10_000;
/** Between two looks at the folder of campaigns, in milliseconds. */
const refreshInterval = 1000;

const noCampaigns: CampaignFolder = { get: () => undefined, all: () => [], refresh: () => {} };

/** @throws an error that says why the server cannot start */
export async function serve(env: Environment, { demo = false, print, report, limits = defaultLimits }: ServeOptions): Promise<RunningServer> {
  const config = readConfig(env, { demo });
  const { campaignsDir, demoDir, host } = config;
  if (!config.publicOrigin && !demoDir)
    report('PUBLIC_URL is not set: absolute links and QR codes use the Host header of each request, and are not cached');
  const { version } = JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { version: string };
  const campaigns = campaignsDir ? openCampaigns(campaignsDir, { report }) : noCampaigns;
  const store = await openStore(await createDialect(config, true));

  const options: AppOptions = {
    campaigns,
    store,
    now: Date.now,
    newId: () => crypto.randomUUID(),
    publicOrigin: config.publicOrigin,
    log: report,
    files: { campaigns: campaignsDir, web: packagePath('dist/web'), version, releases: config.releasesDir, demo: demoDir },
  };
  const app = createApp(options);
  // The demo works without its sample cards, too.
  if (demoDir && config.seedDemo) await seedDemo(demoDir, options).catch((error: unknown) => report(formatFailure('demo', error)));
  // HTTP/1.0 needs no Host header, and health checks may not send one.
  const listener = getRequestListener(app.fetch, { hostname: 'localhost' });
  const server = createServer(limits, (request, response) => void listener(request, response));
  server.timeout = limits.idle;
  try {
    await listen(server, config.port, host);
  } catch (error) {
    // An open connection to the database would keep the process alive.
    await store.close();
    throw error;
  }

  const stopRetention = startRetentionJob(campaigns, store, { now: Date.now, report });
  const refresh = setInterval(campaigns.refresh, refreshInterval);

  const { port } = server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (demoDir) for (const page of readDemoPages(demoDir)) print(`${page.title}: ${url}${page.path}`);
  print(`listening on ${url}`);

  let stopped: Promise<void> | undefined;
  return {
    url,
    stop() {
      clearInterval(refresh);
      const retentionStopped = stopRetention();
      stopped ??= close(server)
        .then(() => retentionStopped)
        .then(() => store.close());
      return stopped;
    },
  };
}

/** Submits the demo's sample cards to an app over the same store whose clock is set to the day of each card. */
async function seedDemo(demoDir: string, options: AppOptions): Promise<void> {
  const campaign = options.campaigns.get(demoCampaignId)?.campaign;
  const file = join(demoDir, 'samples.json');
  if (!campaign || !existsSync(file)) return;
  let clock = 0;
  const app = createApp({ ...options, now: () => clock });
  await seed({
    campaign,
    store: options.store,
    samples: JSON.parse(readFileSync(file, 'utf8')) as Sample[],
    submit(body, at) {
      clock = at;
      const url = `http://localhost/campaigns/${campaign.id}/submissions`;
      const headers = { 'Content-Type': 'application/json' };
      return Promise.resolve(app.fetch(new Request(url, { method: 'POST', headers, body: JSON.stringify(body) })));
    },
  });
}

function readDemoPages(demoDir: string): { title: string; path: string }[] {
  const list = join(demoDir, 'pages.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { title: string; path: string }[]) : [];
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection that is kept alive becomes idle only after its response has been sent.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => server.closeAllConnections(), shutdownTimeout);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}

/**
 * Runs until a signal stops it. A terminal sends the signal to each process of its group, and a parent may forward it:
 * the second signal, too, waits for the requests in flight.
 * @throws an error that says why the server cannot start
 */
export async function runUntilSignal({ demo = false } = {}): Promise<void> {
  const running = await serve(process.env, { demo, print: console.log, report: console.error });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void running.stop());
}

if (import.meta.main) {
  await runUntilSignal({ demo: true }).catch((error: unknown) => {
    console.error((error as Error).message);
    process.exitCode = 1;
  });
}
