/** The pages of an action: its own, and what a plain form is answered with. */
import { getCounts, toCounts } from '../submissions/counters.ts';
import type { CampaignRepository } from '../campaigns/repository.ts';
import { toProblem, type ProblemInput } from '../http/problem.ts';
import type { Store } from '../db/store.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { supportsAction } from '../../campaign/validation/submission-rules.ts';
import { isUuid } from '../../campaign/schema/submission.schema.ts';
import { formatInstant } from '../../i18n/format-instant.ts';
import { getTranslator } from '../../i18n/get-translator.ts';
import { allMessages } from '../../i18n/server-catalog.ts';
import { actionPage, type ActionPageData } from '../views/action-page.ts';
import { counterPage, getFrameOptions } from '../views/embed-page.ts';
import { toErrorMessages } from '../../i18n/error-messages.ts';
import { pageHeaders, type FrameOptions } from '../views/layout.ts';
import { submissionFailedPage, thankYouPage } from '../views/result-pages.ts';
import { qrCode } from '../views/qr.ts';
import { formToSubmission } from '../http/parse-form.ts';
import { thankYouPath, type PageContext, createPageContext, type PageQuery } from '../views/page-context.ts';

export interface PagesOptions {
  campaigns: CampaignRepository;
  store: Store;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** A fresh UUID. */
  newId: () => string;
  /** Where the world reaches the pages, if that is not where they are asked for. */
  publicOrigin?: string | undefined;
}

export interface Pages {
  /** The action's own page, or its thanks, as the query says. */
  action: (id: string, url: URL) => Promise<Response>;
  /** The same bare, for a frame: a `letter`, a `postcard`, or the day count. */
  embed: (id: string, kind: string, url: URL) => Promise<Response>;
  /** The address of its own page as a QR code. */
  qr: (campaign: Campaign, type: 'svg' | 'png', request: Request) => Promise<Response>;
  /** After a plain form was taken. */
  accepted: (campaign: Campaign, form: URLSearchParams, url: URL) => Promise<Response>;
  /** @param form as it was sent; missing where it could not be read */
  refused: (id: string, refusal: ProblemInput, form: URLSearchParams | undefined, url: URL) => Promise<Response>;
}

/** What each kind of form says in its own words. */
type FailureMessage = 'failUnknown' | 'failForbidden' | 'failTooLarge' | 'failServer' | 'failRejected' | 'closedBeforeSent' | 'alreadyReceived';

/** What is said where the words come back to be copied. */
const terminalMessages: Partial<Record<ProblemInput['type'], FailureMessage>> = {
  'unknown-campaign': 'failUnknown',
  closed: 'closedBeforeSent',
  'forbidden-origin': 'failForbidden',
  'too-large': 'failTooLarge',
  unavailable: 'failServer',
};
/** What is said above a form that comes back. */
const retryMessages: Partial<Record<ProblemInput['type'], FailureMessage>> = {
  conflict: 'alreadyReceived',
  'too-large': 'failTooLarge',
  unavailable: 'failServer',
};

export function createPages({ campaigns, store, now, newId, publicOrigin }: PagesOptions): Pages {
  // Behind a proxy the address asked for is one that nobody else could open.
  const originOf = (url: URL) => publicOrigin ?? url.origin;
  const loadPageData = async ({ original }: PageContext, form: Partial<ActionPageData['form']>): Promise<ActionPageData> => {
    const time = now();
    // The page of an action does without its number rather than not at all.
    const asOf = new Date(time).toISOString();
    const counts = await getCounts(store, original, asOf).catch(() => toCounts(original, new Map(), asOf));
    return {
      counts,
      now: time,
      form: { id: newId(), values: new URLSearchParams(), errors: new Map(), ...form },
    };
  };

  const unknown = async (query: URLSearchParams, framed?: FrameOptions) => {
    const translator = await getTranslator(query.get('lang') ?? 'en', allMessages);
    return submissionFailedPage({ translator, sentence: translator.t('pages.unknownAction'), framed }, 404);
  };
  const formPage = async (view: PageContext, query: URLSearchParams) => {
    const all = await loadPageData(view, {});
    return query.has('thanks') ? thankYouPage(view, all.counts.people) : actionPage(view, all);
  };
  /** Of the page that a form was sent from. */
  const framedFrom = (campaign: Campaign | undefined, url: URL) =>
    url.searchParams.has('embed') ? getFrameOptions(campaign, url.searchParams, originOf(url)) : undefined;

  return {
    async action(id, url) {
      const campaign = campaigns.get(id)?.campaign;
      const query = url.searchParams;
      if (!campaign) return unknown(query);
      return formPage(await createPageContext(campaign, wantedBy(query, queryNames), originOf(url)), query);
    },

    async embed(id, kind, url) {
      const campaign = campaigns.get(id)?.campaign;
      const query = url.searchParams;
      const framed = getFrameOptions(campaign, query, originOf(url));
      if (!campaign || !(kind === 'counter' || supportsAction(campaign, kind))) return unknown(query, framed);
      const view = await createPageContext(campaign, { ...wantedBy(query, queryNames), kind }, originOf(url), framed);
      if (kind !== 'counter') return formPage(view, query);
      return counterPage(view, query, now()) ?? unknown(query, framed);
    },

    async qr(campaign, type, request) {
      const url = new URL(request.url);
      const view = await createPageContext(campaign, wantedBy(url.searchParams, queryNames), originOf(url));
      return qrCode(view, type, originOf(url), request);
    },

    async accepted(campaign, form, url) {
      const wanted = wantedBy(form, formNames);
      const view = await createPageContext(campaign, wanted, originOf(url), framedFrom(campaign, url));
      return new Response(null, { status: 303, headers: { ...pageHeaders, Location: thankYouPath(view) } });
    },

    async refused(id, refusal, form, url) {
      const { status } = toProblem(refusal);
      const { type, errors: faults, retryAfter } = refusal;
      const campaign = campaigns.get(id)?.campaign;
      const wanted = wantedBy(form ?? new URLSearchParams(), formNames);
      const framed = framedFrom(campaign, url);
      const view = campaign && (await createPageContext(campaign, wanted, originOf(url), framed));
      const translator = view?.translator ?? (await getTranslator(wanted.language ?? 'en', allMessages));
      const kind = view?.kind ?? (wanted.kind === 'postcard' ? 'postcard' : 'letter');
      if (!view || !form || !(faults || retryMessages[type])) {
        const opens = type === 'not-open' && view?.campaign.opens;
        const sentence = opens
          ? translator.t('feedback.opensOn', { date: formatInstant(translator, opens) })
          : translator.t(`${kind}Feedback.${terminalMessages[view || type === 'too-large' ? type : 'unknown-campaign'] ?? 'failRejected'}`);
        return submissionFailedPage({ translator, view, sentence, form, framed }, status);
      }

      const { body } = formToSubmission(view.original, form);
      const { errors } = toErrorMessages(view, faults ?? [], body);
      const failure = errors.size ? undefined : translator.t(`${kind}Feedback.${retryMessages[type] ?? 'failRejected'}`);
      // What was received keeps its id; what comes back after a conflict is another letter.
      const same = type !== 'conflict' && isUuid(body.id ?? '') ? { id: body.id! } : {};
      const headers = retryAfter ? { 'Retry-After': String(retryAfter) } : {};
      return actionPage(view, await loadPageData(view, { ...same, values: form, errors, failure }), status, headers);
    },
  };
}

/** What a page is asked for by, in its address and in a form. */
const queryNames = ['lang', 'kind', 'partner'] as const;
const formNames = ['language', 'kind', 'tracking/partner'] as const;
const wantedBy = (from: URLSearchParams, [language, kind, partner]: readonly [string, string, string]): PageQuery => ({
  language: from.get(language),
  kind: from.get(kind),
  partner: from.get(partner),
});
