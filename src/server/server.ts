/** The endpoint as a process: the only file that listens, and stops. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { createApp, type AppOptions } from './app.ts';
import { openCampaigns } from './campaigns/repository.ts';
import { seed, demoCampaignId } from './demo-data/seed.ts';
import type { Sample } from './demo-data/plan.ts';
import { campaignsFolder, createDialect, demoFolder, packagePath, type Environment } from './config.ts';
import { formatFailure } from './log.ts';
import { startRetentionJob } from './retention/retention-job.ts';
import { openStore } from './db/store.ts';

export interface ServerLog {
  /** Takes one line for whoever started it. */
  print: (line: string) => void;
  /** Takes one line about what went wrong. */
  report: (line: string) => void;
  /** Node's own limits, where a test has no time to wait for them. */
  limits?: Limits;
}

export interface RunningServer {
  /** Without a path, such as `http://127.0.0.1:8080`. */
  url: string;
  /** Answers what is in flight, then closes the store. */
  stop: () => Promise<void>;
}

/** In milliseconds. */
interface Limits {
  headersTimeout: number;
  requestTimeout: number;
  connectionsCheckingInterval: number;
  /** How long a connection may carry nothing either way. */
  idle: number;
}

// Node's own defaults let a slow body stay for five minutes, and a slow reader for ever.
const limits: Limits = { headersTimeout: 5000, requestTimeout: 15_000, connectionsCheckingInterval: 1000, idle: 30_000 };
/** How long a stop waits for what is in flight, in milliseconds. */
const shutdownTimeout = 10_000;

/** @throws what keeps it from starting */
export async function serve(env: Environment, { print, report, limits: own = limits }: ServerLog): Promise<RunningServer> {
  const host = env['HOST'] || '127.0.0.1';
  const folder = campaignsFolder(env);
  const demo = demoFolder(env);
  const { version } = JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { version: string };
  const campaigns = openCampaigns(folder, { now: Date.now, report });
  campaigns.all();
  const store = await openStore(await createDialect(env, true));

  const options: AppOptions = {
    campaigns,
    store,
    now: Date.now,
    newId: () => crypto.randomUUID(),
    publicOrigin: env['PUBLIC_URL'] ? new URL(env['PUBLIC_URL']).origin : undefined,
    log: report,
    files: { campaigns: folder, web: packagePath('dist/web'), version, releases: env['RELEASES_DIR'], demo },
  };
  const app = createApp(options);
  // A demonstration without its cards is still one.
  if (demo) await seedDemo(demo, options).catch((error: unknown) => report(formatFailure('demo', error)));
  const answer = getRequestListener(app.fetch);
  const server = createServer(own, (request, response) => void answer(request, response));
  server.timeout = own.idle;
  try {
    await listen(server, Number(env['PORT'] || 8080), host);
  } catch (error) {
    // An open connection to the database would keep the process alive.
    await store.close();
    throw error;
  }

  const endRetention = startRetentionJob(campaigns, store, { now: Date.now, report });

  const { port } = server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (demo) for (const page of pagesOf(demo)) print(`${page.title}: ${url}${page.path}`);
  print(`listening on ${url}`);

  let stopped: Promise<void> | undefined;
  return {
    url,
    stop() {
      const ended = endRetention();
      stopped ??= close(server)
        .then(() => ended)
        .then(() => store.close());
      return stopped;
    },
  };
}

/** Gives the demonstration its cards, sent to an endpoint of the same store whose clock is that of their day. */
async function seedDemo(demo: string, options: AppOptions): Promise<void> {
  const campaign = options.campaigns.get(demoCampaignId)?.campaign;
  const file = join(demo, 'samples.json');
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
      return Promise.resolve(app.fetch(new Request(url, { method: 'POST', body: JSON.stringify(body) })));
    },
  });
}

function pagesOf(demo: string): { title: string; path: string }[] {
  const list = join(demo, 'pages.json');
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
  // A connection that is kept alive becomes idle only once its answer has gone out.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => server.closeAllConnections(), shutdownTimeout);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
}

/**
 * Runs until a signal ends it. A terminal sends the signal to each process of its group, and a parent may pass it on once
 * more: also the second one waits for what is in flight.
 * @throws what keeps it from starting
 */
export async function runUntilSignal(): Promise<void> {
  const running = await serve(process.env, { print: console.log, report: console.error });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void running.stop());
}

if (import.meta.main) {
  await runUntilSignal().catch((error: unknown) => {
    console.error((error as Error).message);
    process.exitCode = 1;
  });
}
