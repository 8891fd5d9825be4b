/** Sends a link to everything that was sent with an address, to that address, for those who have lost their own link. */
import { setTimeout as delay } from 'node:timers/promises';
import { getTranslator } from '../../i18n/get-translator.ts';
import { allMessages } from '../../i18n/server-catalog.ts';
import type { Store } from '../db/store.ts';
import { formatFailure } from '../format-failure.ts';
import { findSubmissions, toComparableEmail } from './find-submissions.ts';
import { emailLimitPeriod, type ManageLinks } from './manage-links.ts';
import type { Mailer } from '../mail/mailer.ts';

export interface LinkRequest {
  campaign: string;
  email: string;
  language: string;
}

export interface EmailLinks {
  /** Returns at once, whether or not the address has taken part: the search starts after the answer. */
  request: (request: LinkRequest) => void;
  /** Resolves once nothing is under way any more. */
  stop: () => Promise<void>;
}

export interface EmailLinksOptions {
  store: Pick<Store, 'personalData' | 'accessLinks'>;
  manageLinks: ManageLinks;
  mailer: Mailer;
  /** The public origin of the server: a link must not depend on the `Host` header of a request. */
  origin: string;
  now: () => number;
  /** Takes one line about a failure. */
  report: (line: string) => void;
  /** How long it waits between searches, in milliseconds: each reads a whole campaign. */
  pause?: number;
}

/** Requests beyond this number are forgotten: someone sends them only to slow down the server. */
const maxPending = 1000;
/** Emails to one address about one campaign within a day. */
const maxEmails = 3;
/** Submissions that one link opens. */
const maxSubmissions = 1000;

interface Search extends LinkRequest {
  submissions: string[];
  /** The address that was stored, not the one that was typed: letters that only look alike lead to another mailbox. */
  address?: string;
}

export function createEmailLinks({ store, manageLinks, mailer, origin, now, report, pause = 10_000 }: EmailLinksOptions): EmailLinks {
  const pending = new Map<string, LinkRequest>();
  const stopping = new AbortController();
  let current: Promise<void> | undefined;
  const reportFailure = (error: unknown) => report(formatFailure('email', error));

  async function run(): Promise<void> {
    while (pending.size && !stopping.signal.aborted) {
      const requests = [...pending.values()];
      pending.clear();
      for (const [campaign, some] of Map.groupBy(requests, (request) => request.campaign)) await search(campaign, some).catch(reportFailure);
      await delay(pause, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  /** Reads the campaign once for all requests. */
  async function search(campaign: string, requests: readonly LinkRequest[]): Promise<void> {
    const searches = new Map<string, Search>();
    const since = new Date(now() - emailLimitPeriod).toISOString();
    for (const request of requests) {
      const address = toComparableEmail(request.email);
      const count = await store.accessLinks.countSent(await manageLinks.hashAddress(campaign, address), since);
      if (count < maxEmails) searches.set(address, { ...request, submissions: [] });
    }
    if (!searches.size) return;
    for await (const { idDigest, submission } of findSubmissions(store, { campaign })) {
      if (stopping.signal.aborted) return;
      const email = submission!.person?.email;
      const match = email === undefined ? undefined : searches.get(toComparableEmail(email));
      if (!match || match.submissions.length === maxSubmissions) continue;
      match.submissions.push(idDigest);
      match.address ??= email!;
    }
    for (const match of searches.values()) if (match.address !== undefined) await send(match, match.address).catch(reportFailure);
  }

  /** Says nothing about what was sent: others may read the inbox. */
  async function send({ campaign, submissions, language, email }: Search, to: string): Promise<void> {
    const translator = await getTranslator(language, allMessages);
    const url = await manageLinks.createEmailUrl(origin, { campaign, submissions, address: toComparableEmail(email), language: translator.language });
    const paragraphs = [translator.t('manage.emailIntro', { host: new URL(origin).host }), translator.t('manage.emailOpen'), url, translator.t('manage.emailIgnore')];
    await mailer.send({ to, subject: translator.t('manage.emailSubject'), text: `${paragraphs.join('\n\n')}\n`, language: translator.language, isAutomatic: true });
  }

  return {
    request(request) {
      if (stopping.signal.aborted || pending.size >= maxPending) return;
      pending.set(`${request.campaign}/${toComparableEmail(request.email)}`, request);
      current ??= new Promise(setImmediate).then(run).finally(() => (current = undefined));
    },
    async stop() {
      stopping.abort();
      await current;
    },
  };
}
