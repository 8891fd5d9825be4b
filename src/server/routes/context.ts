/** What all routes share. */
import type { Context, Hono } from 'hono';
import type { AbuseProtection } from '../abuse/abuse-protection.ts';
import type { CampaignSources } from '../campaigns/campaign-sources.ts';
import type { LoadedCampaign } from '../campaigns/parse-campaign-file.ts';
import type { Confirmations } from '../confirmations/confirmations.ts';
import type { Store } from '../db/store.ts';
import type { OutboxKeys } from '../outbox/outbox-keys.ts';
import type { EmailLinks } from '../privacy/email-links.ts';
import { createManageLinks, type ManageLinks } from '../privacy/manage-links.ts';
import { missingPublicUrl } from '../config.ts';
import { createClientAddress } from '../http/client-address.ts';
import { RenderQueueFullError } from '../images/render-cache.ts';
import { formatFailure } from '../format-failure.ts';
import type { FetchPage } from '../page-check/fetch-page.ts';
import type { Metrics } from '../middleware/metrics.ts';
import { ProblemError } from '../problems.ts';
import { retryAfter } from '../submissions/accept-submission.ts';

export interface AppOptions {
  campaigns: CampaignSources;
  store: Store;
  /** The keys that pages encrypt stored submissions with; without them, pages store none. */
  outboxKeys?: OutboxKeys | undefined;
  /** Slows down floods; without it, there are no limits. */
  abuse?: AbuseProtection | undefined;
  /** Addresses and subnets of the proxies, whose `X-Forwarded-For` counts. */
  trustedProxies?: readonly string[] | undefined;
  /** Sends links by email; without it, supporters cannot ask for one. */
  emailLinks?: EmailLinks | undefined;
  /** Asks supporters to confirm letters where a campaign says so; without it, these are counted at once. */
  confirmations?: Confirmations | undefined;
  /** Whether letters are sent by email where a campaign says so; without it, they are only collected. */
  sendsLetters?: boolean | undefined;
  /** The demo, for those who are signed in; without it, the desk does not offer it. */
  demoPreview?: Hono | undefined;
  /** Measures requests; without it, nothing is measured. */
  metrics?: Metrics | undefined;
  /** Where a browser is looked for that writes PDF, as in the variable `PATH`, which is the default. */
  searchPath?: string | undefined;
  /** How long a search on the desk goes on before it asks whether to continue, in milliseconds. */
  searchTime?: number | undefined;
  /** Gets a page of another site; tests replace it, because they have none. */
  fetchPage?: FetchPage | undefined;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** A fresh UUID. */
  newId: () => string;
  /** The origin at which supporters reach the server; without it, the one that a request names. */
  publicOrigin?: string | undefined;
  /** Takes one line per failure; it contains nothing that a client sent. */
  log: (line: string) => void;
  files: StaticFolders;
}

/** Paths of folders. */
export interface StaticFolders {
  /** The campaign documents and the files beside them. */
  campaigns?: string | undefined;
  /** The built files of this `version`; in `pinned` those that are served only under its own path. */
  web: string;
  version: string;
  /** Earlier versions, a folder each. */
  releases?: string | undefined;
  demo?: string | undefined;
}

export interface RouteContext extends AppOptions {
  /** @throws ProblemError `unknown-campaign` */
  requireCampaign: (id: string) => LoadedCampaign;
  /** Logs why a `GET` cannot be answered, and turns it into a problem. */
  orUnavailable: <T>(route: string, result: Promise<T>) => Promise<T>;
  /** The address that a request came from; undefined if it is unknown. */
  getAddress: (c: Context) => string | undefined;
  manageLinks: ManageLinks;
  /** The origin for absolute URLs. */
  getOrigin: (url: string) => string;
  /** What to say beside addresses and code to hand out, if they are not those for supporters yet. */
  addressAdvice: string | undefined;
  /** Without a public origin, a response with absolute URLs depends on the `Host` header: a shared cache must not keep it. */
  cacheControl: (value: string) => { 'Cache-Control': string };
}

export function createRouteContext(options: AppOptions): RouteContext {
  const { campaigns, publicOrigin, log, files, trustedProxies = [] } = options;
  const onUntrustedProxy = () =>
    log('requests come through a proxy that is not in TRUSTED_PROXIES: the server cannot distinguish senders, so one of them alone can cause the limits of a campaign');
  return {
    ...options,
    requireCampaign(id) {
      const loaded = campaigns.get(id);
      if (!loaded) throw new ProblemError({ type: 'unknown-campaign' });
      return loaded;
    },
    orUnavailable: (route, result) =>
      result.catch((error: unknown) => {
        if (error instanceof ProblemError) throw error;
        if (error instanceof RenderQueueFullError) throw new ProblemError({ type: 'too-many', retryAfter });
        log(formatFailure(route, error));
        throw new ProblemError({ type: 'no-answer', retryAfter });
      }),
    manageLinks: createManageLinks(options.store, options.now),
    getAddress: createClientAddress({ trustedProxies, onUntrustedProxy }),
    getOrigin: (url) => publicOrigin ?? new URL(url).origin,
    // Nobody hands out the demo.
    addressAdvice: publicOrigin !== undefined || files.demo !== undefined ? undefined : missingPublicUrl,
    cacheControl: (value) => ({ 'Cache-Control': publicOrigin ? value : 'no-store' }),
  };
}
