/** The server as a process: opens what the configuration names, listens and stops. */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createAbuseProtection, startAbuseProtectionJob } from './abuse/abuse-protection.ts';
import { createApp, type AppOptions } from './app.ts';
import { openCampaignFolder } from './campaigns/campaign-folder.ts';
import { combineCampaigns, emptyFolder } from './campaigns/campaign-sources.ts';
import { missingPublicUrl, packagePath, readConfig, type Environment } from './config.ts';
import { startConfirmationDelivery } from './confirmations/confirmation-delivery.ts';
import { createConfirmations } from './confirmations/confirmations.ts';
import { openDatabase } from './db/open-database.ts';
import type { Store } from './db/store.ts';
import { invite, isUnused } from './desk/accounts.ts';
import { createDemoPreview } from './demo-preview.ts';
import { readDemoPages, seedDemo } from './demo.ts';
import { close, createHttpServer, listen, type Limits } from './http-server.ts';
import { createProxyMatcher } from './http/client-address.ts';
import { startHourlyJob } from './hourly-job.ts';
import { formatFailure } from './format-failure.ts';
import { createLog } from './logger.ts';
import { createOutboxKeys } from './outbox/outbox-keys.ts';
import { startLetterDelivery } from './mail/letter-delivery.ts';
import { createMailer } from './mail/mailer.ts';
import { createEmailLinks } from './privacy/email-links.ts';
import { createManageLinks } from './privacy/manage-links.ts';
import { startRetentionJob } from './retention/retention-job.ts';
import { startWebhookDelivery } from './webhooks/webhook-delivery.ts';

export interface ServeOptions {
  /** Whether the demo's campaigns are served where `CAMPAIGNS_DIR` is missing. */
  demo?: boolean;
  /** Takes one line for the operator. */
  print: (line: string) => void;
  /** Whether a person reads these lines, and nobody stores them: only then may they contain a link that signs in. */
  isInteractive?: boolean;
  /** Takes one line about an error. */
  report: (line: string) => void;
  /** For tests, which cannot wait for the usual ones. */
  limits?: Limits;
}

export interface RunningServer {
  /** Without a path, such as `http://127.0.0.1:8080`. */
  url: string;
  /** Answers the requests in progress, then closes the store. */
  stop: () => Promise<void>;
}

/** How often the campaigns of the folder and of the database are checked: the interval, in milliseconds. */
const refreshInterval = 1000;
/** How often the parent process is checked: the interval, in milliseconds. */
const parentCheckInterval = 250;

/** @throws an error that says why the server cannot start */
export async function serve(env: Environment, { demo = false, print, isInteractive = false, report, limits }: ServeOptions): Promise<RunningServer> {
  const config = readConfig(env, { demo });
  const { campaignsDir, demoDir, host } = config;
  if (!config.publicOrigin && !demoDir) report(missingPublicUrl);
  const { version } = JSON.parse(readFileSync(packagePath('package.json'), 'utf8')) as { version: string };
  const folder = campaignsDir ? openCampaignFolder(campaignsDir, { report }) : emptyFolder;
  const store = await openDatabase(config, { mayCreate: true });
  const campaigns = combineCampaigns(folder, store, { report });
  await campaigns.refresh();

  const outboxKeys = createOutboxKeys(store, Date.now);
  // A document without keys would stay in caches, and its pages would store nothing. The hourly job reports a failure.
  await outboxKeys.refresh().catch(() => {});
  const abuse = createAbuseProtection(store, Date.now, config.limits);
  const manageLinks = createManageLinks(store, Date.now);
  const { mail, publicOrigin } = config;
  const mailer = mail && (await createMailer(mail.url, mail.from));
  const emailLinks = mailer && publicOrigin ? createEmailLinks({ store, manageLinks, mailer, origin: publicOrigin, now: Date.now, report }) : undefined;
  // Only a server that measures loads it.
  const metrics = config.metricsToken ? (await import('./middleware/metrics.ts')).createMetrics({ store, abuse, outboxKeys }, config.metricsToken) : undefined;
  const options: AppOptions = {
    campaigns,
    store,
    outboxKeys,
    abuse,
    emailLinks,
    confirmations: mailer && createConfirmations(manageLinks),
    sendsLetters: mailer !== undefined,
    metrics,
    trustedProxies: config.trustedProxies,
    now: Date.now,
    newId: () => crypto.randomUUID(),
    publicOrigin,
    log: report,
    files: { campaigns: campaignsDir, web: packagePath('dist/web'), version, releases: config.releasesDir, demo: demoDir },
  };
  // The demo works without its sample cards, too.
  if (demoDir && config.seedDemo) await seedDemo(demoDir, options).catch((error: unknown) => report(formatFailure('demo', error)));
  // Where there are no campaigns in files, someone may be using the server for the first time.
  const demoPreview = campaignsDir ? undefined : createDemoPreview(options, packagePath('demo'));
  const server = createHttpServer(createApp({ ...options, demoPreview: demoPreview?.routes }), limits, { report, isTrustedProxy: createProxyMatcher(config.trustedProxies) });
  try {
    await listen(server, config.port, host);
  } catch (cause) {
    // An open connection to the database would keep the process alive.
    await store.close();
    throw new Error(`${(cause as Error).message}; check HOST and PORT`, { cause });
  }

  const stopRetention = startRetentionJob(campaigns, store, { now: Date.now, report });
  const stopOutboxKeys = startHourlyJob('outbox keys', outboxKeys.refresh, report);
  const stopAccessLinks = startHourlyJob('access links', manageLinks.deleteExpired, report);
  const stopDesk = startHourlyJob('desk', () => store.desk.deleteExpired(new Date().toISOString()), report);
  const stopAbuseProtection = startAbuseProtectionJob(abuse, report);
  const stopLetterDelivery = mailer && startLetterDelivery({ campaigns, store, mailer, now: Date.now, limit: mail.limit, report });
  const stopConfirmations = mailer && publicOrigin ? startConfirmationDelivery({ store, manageLinks, mailer, origin: publicOrigin, now: Date.now, limit: mail.limit, report }) : undefined;
  const stopWebhooks = startWebhookDelivery({ store, now: Date.now, report });
  let refreshed = Promise.resolve();
  const refresh = setInterval(() => void (refreshed = campaigns.refresh()), refreshInterval);

  const url = formatUrl(host, (server.address() as AddressInfo).port);
  if (demoDir) for (const page of readDemoPages(demoDir)) print(`${page.title}: ${url}${page.path}`);
  if (isInteractive) await printDeskLink(store, { origin: config.publicOrigin ?? url, print }).catch((error: unknown) => report(formatFailure('desk', error)));
  print(`The desk: ${config.publicOrigin ?? url}/desk. To get a link that signs in, run this with the same settings: ${command} desk invite --role owner --name "your name"`);
  print(`listening on ${url}`);

  let stopped: Promise<void> | undefined;
  return {
    url,
    stop() {
      clearInterval(refresh);
      const jobsStopped = Promise.all([refreshed, stopRetention(), stopOutboxKeys(), stopAbuseProtection(), stopAccessLinks(), stopDesk(), emailLinks?.stop(), stopLetterDelivery?.(), stopWebhooks(), stopConfirmations?.()]);
      stopped ??= close(server)
        .then(() => jobsStopped)
        .then(() => demoPreview?.close())
        .then(() => store.close());
      return stopped;
    },
  };
}

/** How the command line is started: from the sources, or from the package. */
const command = import.meta.filename.endsWith('.ts') ? 'npm run cli --' : 'npx action-widgets-server';

export const formatUrl = (host: string, port: number): string => `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

/** Until someone has signed in, each start offers a link for the first owner. */
async function printDeskLink(store: Store, { origin, print }: { origin: string; print: (line: string) => void }): Promise<void> {
  if (!(await isUnused(store))) return;
  const { desk } = store.withAudit({ actor: 'server', command: 'desk invite' });
  const invitation = await invite({ desk }, { name: 'owner', role: 'owner', origin, now: Date.now() });
  if ('url' in invitation) print(`Open this link to sign in to the desk. It works once, within a day: ${invitation.url}`);
}

/**
 * Runs until a signal stops it. A terminal sends the signal to each process of its group, and a parent may forward it:
 * the second signal, too, waits for the requests in progress.
 * @throws an error that says why the server cannot start
 */
export async function runUntilSignal(env: Environment, { demo = false } = {}): Promise<void> {
  const { ppid } = process;
  const running = await serve(env, { demo, print: console.log, isInteractive: process.stdout.isTTY, report: createLog() });
  const stop = () => void running.stop();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
  // npm and npx pass SIGTERM to the shell between them and this process. Many shells end without passing it on, and leave
  // this process without its parent.
  if (env['npm_lifecycle_event']) setInterval(() => process.ppid !== ppid && stop(), parentCheckInterval).unref();
}
