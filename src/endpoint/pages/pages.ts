/** The pages of an action: its own, and what a plain form is answered with. */
import { countsOf } from '../counts.ts';
import type { Campaigns } from '../campaigns.ts';
import { problemOf, type Refusal } from '../answers.ts';
import type { Store } from '../store/store.ts';
import type { Campaign } from '../../campaign/campaign.ts';
import { isUuid } from '../../campaign/submission.ts';
import { speakerOf } from '../../locales/index.ts';
import { whole } from '../../locales/whole.ts';
import { actionPage, type Shown } from './action.ts';
import { errorsOf } from '../../locales/fault-words.ts';
import { pageHeaders } from './layout.ts';
import { keptPage, thanksPage } from './outcome.ts';
import { submissionOf } from './read.ts';
import { pathOf, type View, viewOf, type Wanted } from './view.ts';

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

  return {
    async action(id, url) {
      const loaded = campaigns.get(id);
      const query = url.searchParams;
      if (!loaded) {
        const speaker = await speakerOf(query.get('lang') ?? 'en', whole);
        return keptPage({ speaker, sentence: speaker.say('pages.unknownAction') }, 404);
      }
      const view = await viewOf(loaded.campaign, wantedBy(query, ['lang', 'kind', 'partner']), originOf(url));
      const all = await shown(view, {});
      return query.has('thanks') ? thanksPage(view, all.counts.people) : actionPage(view, all);
    },

    async accepted(campaign, form, url) {
      const view = await viewOf(campaign, wantedBy(form, ['language', 'kind', 'tracking/partner']), originOf(url));
      return new Response(null, { status: 303, headers: { ...pageHeaders, Location: pathOf(view, { thanks: '' }) } });
    },

    async refused(id, refusal, form, url) {
      const { status } = problemOf(refusal);
      const { type, errors: faults, retryAfter } = refusal;
      const campaign = campaigns.get(id)?.campaign;
      const wanted = wantedBy(form ?? new URLSearchParams(), ['language', 'kind', 'tracking/partner']);
      const view = campaign && (await viewOf(campaign, wanted, originOf(url)));
      const speaker = view?.speaker ?? (await speakerOf(wanted.language ?? 'en', whole));
      const kind = view?.kind ?? (wanted.kind === 'postcard' ? 'postcard' : 'letter');
      if (!view || !form || !(faults || mended[type])) {
        const opens = type === 'not-open' && view?.campaign.opens;
        const sentence = opens
          ? speaker.say('opensOn', { date: speaker.dayOf(opens) })
          : speaker.say(`${kind}.${sentences[view || type === 'too-large' ? type : 'unknown-campaign'] ?? 'failOther'}`);
        return keptPage({ speaker, view, sentence, form }, status);
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

const wantedBy = (from: URLSearchParams, [language, kind, partner]: readonly [string, string, string]): Wanted => ({
  language: from.get(language),
  kind: from.get(kind),
  partner: from.get(partner),
});
