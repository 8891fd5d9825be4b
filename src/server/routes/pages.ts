/** The pages of an action: its own, and what a plain form is answered with. */
import { countsOf } from '../submissions/counters.ts';
import type { Campaigns } from '../campaigns/repository.ts';
import { problemOf, type Refusal } from '../http/problem.ts';
import type { Store } from '../db/store.ts';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { takes } from '../../campaign/validation/submission-rules.ts';
import { isUuid } from '../../campaign/schema/submission.schema.ts';
import { dayOf } from '../../i18n/format-instant.ts';
import { speakerOf } from '../../i18n/get-translator.ts';
import { whole } from '../../i18n/server-catalog.ts';
import { actionPage, type Shown } from '../views/action-page.ts';
import { counterPage, framedBy } from '../views/embed-page.ts';
import { errorsOf } from '../../i18n/error-messages.ts';
import { pageHeaders, type Framed } from '../views/layout.ts';
import { keptPage, thanksPage } from '../views/result-pages.ts';
import { qrCode } from '../views/qr.ts';
import { submissionOf } from '../http/parse-form.ts';
import { thanksPathOf, type View, viewOf, type Wanted } from '../views/page-context.ts';

export interface PagesOptions {
  campaigns: Campaigns;
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
  refused: (id: string, refusal: Refusal, form: URLSearchParams | undefined, url: URL) => Promise<Response>;
}

/** What each kind of form says in its own words. */
type Saying = 'failUnknown' | 'failRefused' | 'failTooLarge' | 'failServer' | 'failOther' | 'closedKept' | 'sentBefore';

/** What is said where the words come back to be copied. */
const sentences: Partial<Record<Refusal['type'], Saying>> = {
  'unknown-campaign': 'failUnknown',
  closed: 'closedKept',
  'forbidden-origin': 'failRefused',
  'too-large': 'failTooLarge',
  unavailable: 'failServer',
};
/** What is said above a form that comes back. */
const mended: Partial<Record<Refusal['type'], Saying>> = {
  conflict: 'sentBefore',
  'too-large': 'failTooLarge',
  unavailable: 'failServer',
};

export function createPages({ campaigns, store, now, newId, publicOrigin }: PagesOptions): Pages {
  // Behind a proxy the address asked for is one that nobody else could open.
  const originOf = (url: URL) => publicOrigin ?? url.origin;
  const shown = async ({ source }: View, form: Partial<Shown['form']>): Promise<Shown> => {
    const time = now();
    // The page of an action does without its number rather than not at all.
    const numbers = await store.numbers(source.id).catch(() => new Map<string, number>());
    return {
      counts: countsOf(source, numbers, new Date(time).toISOString()),
      now: time,
      form: { id: newId(), typed: new URLSearchParams(), errors: new Map(), ...form },
    };
  };

  const unknown = async (query: URLSearchParams, framed?: Framed) => {
    const speaker = await speakerOf(query.get('lang') ?? 'en', whole);
    return keptPage({ speaker, sentence: speaker.say('pages.unknownAction'), framed }, 404);
  };
  const formPage = async (view: View, query: URLSearchParams) => {
    const all = await shown(view, {});
    return query.has('thanks') ? thanksPage(view, all.counts.people) : actionPage(view, all);
  };
  /** Of the page that a form was sent from. */
  const framedFrom = (campaign: Campaign | undefined, url: URL) =>
    url.searchParams.has('embed') ? framedBy(campaign, url.searchParams, originOf(url)) : undefined;

  return {
    async action(id, url) {
      const campaign = campaigns.get(id)?.campaign;
      const query = url.searchParams;
      if (!campaign) return unknown(query);
      return formPage(await viewOf(campaign, wantedBy(query, own), originOf(url)), query);
    },

    async embed(id, kind, url) {
      const campaign = campaigns.get(id)?.campaign;
      const query = url.searchParams;
      const framed = framedBy(campaign, query, originOf(url));
      if (!campaign || !(kind === 'counter' || takes(campaign, kind))) return unknown(query, framed);
      const view = await viewOf(campaign, { ...wantedBy(query, own), kind }, originOf(url), framed);
      if (kind !== 'counter') return formPage(view, query);
      return counterPage(view, query, now()) ?? unknown(query, framed);
    },

    async qr(campaign, type, request) {
      const url = new URL(request.url);
      const view = await viewOf(campaign, wantedBy(url.searchParams, own), originOf(url));
      return qrCode(view, type, originOf(url), request);
    },

    async accepted(campaign, form, url) {
      const wanted = wantedBy(form, sent);
      const view = await viewOf(campaign, wanted, originOf(url), framedFrom(campaign, url));
      return new Response(null, { status: 303, headers: { ...pageHeaders, Location: thanksPathOf(view) } });
    },

    async refused(id, refusal, form, url) {
      const { status } = problemOf(refusal);
      const { type, errors: faults, retryAfter } = refusal;
      const campaign = campaigns.get(id)?.campaign;
      const wanted = wantedBy(form ?? new URLSearchParams(), sent);
      const framed = framedFrom(campaign, url);
      const view = campaign && (await viewOf(campaign, wanted, originOf(url), framed));
      const speaker = view?.speaker ?? (await speakerOf(wanted.language ?? 'en', whole));
      const kind = view?.kind ?? (wanted.kind === 'postcard' ? 'postcard' : 'letter');
      if (!view || !form || !(faults || mended[type])) {
        const opens = type === 'not-open' && view?.campaign.opens;
        const sentence = opens
          ? speaker.say('opensOn', { date: dayOf(speaker, opens) })
          : speaker.say(`${kind}.${sentences[view || type === 'too-large' ? type : 'unknown-campaign'] ?? 'failOther'}`);
        return keptPage({ speaker, view, sentence, form, framed }, status);
      }

      const { body } = submissionOf(view.source, form);
      const { errors } = errorsOf(view, faults ?? [], body);
      const failure = errors.size ? undefined : speaker.say(`${kind}.${mended[type] ?? 'failOther'}`);
      // What was received keeps its id; what comes back after a conflict is another letter.
      const same = type !== 'conflict' && isUuid(body.id ?? '') ? { id: body.id! } : {};
      const headers = retryAfter ? { 'Retry-After': String(retryAfter) } : {};
      return actionPage(view, await shown(view, { ...same, typed: form, errors, failure }), status, headers);
    },
  };
}

/** What a page is asked for by, in its address and in a form. */
const own = ['lang', 'kind', 'partner'] as const;
const sent = ['language', 'kind', 'tracking/partner'] as const;
const wantedBy = (from: URLSearchParams, [language, kind, partner]: readonly [string, string, string]): Wanted => ({
  language: from.get(language),
  kind: from.get(kind),
  partner: from.get(partner),
});
