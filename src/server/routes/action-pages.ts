/** The pages of an action: its own page, and the responses to a plain form. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import { isUuid } from '../../campaign/schema/submission.schema.ts';
import { toErrorMessages } from '../../i18n/error-messages.ts';
import { formatInstant } from '../../i18n/format-instant.ts';
import { getTranslator } from '../../i18n/get-translator.ts';
import { allMessages } from '../../i18n/server-catalog.ts';
import { toProblem, type ProblemInput } from '../problems.ts';
import { getCounts, toCounts } from '../submissions/counters.ts';
import { formToSubmission } from '../submissions/form-to-submission.ts';
import { actionPage, type ActionPageData } from '../views/action-page.ts';
import { getFrameOptions } from '../views/embed-page.ts';
import { pageHeaders, type FrameOptions } from '../views/layout.ts';
import { createPageContext, type PageContext, type PageQuery } from '../views/page-context.ts';
import { getThankYouPath } from '../views/paths.ts';
import { submissionFailedPage, thankYouPage } from '../views/result-pages.ts';
import type { RouteContext } from './context.ts';

export interface ActionPages {
  /** The page with the form, or the thank-you page, as the query says. */
  form: (context: PageContext, query: URLSearchParams) => Promise<Response>;
  notFound: (query: URLSearchParams, frame?: FrameOptions) => Promise<Response>;
  /** After a plain form was accepted. */
  accepted: (campaign: Campaign, form: URLSearchParams, url: URL, options: { isHeld: boolean; isUnconfirmed: boolean; thanksToken: string | void }) => Promise<Response>;
  /** @param form undefined if it could not be read */
  refused: (id: string, problem: ProblemInput, form: URLSearchParams | undefined, url: URL) => Promise<Response>;
}

/** The messages that each kind of form has in its own section. */
type FailureMessage = 'failUnknown' | 'failForbidden' | 'failTooLarge' | 'failServer' | 'failRejected' | 'closedBeforeSent' | 'alreadyReceived';

/** Where the supporter can only copy the text. */
const terminalMessages: Partial<Record<ProblemInput['type'], FailureMessage>> = {
  'unknown-campaign': 'failUnknown',
  closed: 'closedBeforeSent',
  'forbidden-origin': 'failForbidden',
  'too-large': 'failTooLarge',
  unavailable: 'failServer',
};
/** Where the form is shown again. */
const retryMessages: Partial<Record<ProblemInput['type'], FailureMessage>> = {
  conflict: 'alreadyReceived',
  'too-large': 'failTooLarge',
  'too-many': 'failServer',
  unavailable: 'failServer',
};

type QueryNames = readonly [language: string, kind: string, partner: string];
/** Names in a page's address, and in a form. */
export const addressNames: QueryNames = ['lang', 'kind', 'partner'];
const formNames: QueryNames = ['language', 'kind', 'tracking/partner'];
export const readPageQuery = (values: URLSearchParams, [language, kind, partner]: QueryNames): PageQuery => ({
  language: values.get(language),
  kind: values.get(kind),
  partner: values.get(partner),
});

export function createActionPages({ campaigns, store, manageLinks, now, newId, getOrigin, cacheControl }: RouteContext): ActionPages {
  async function loadPageData({ original }: PageContext, form: Partial<ActionPageData['form']>): Promise<ActionPageData> {
    const time = now();
    const asOf = new Date(time).toISOString();
    // If the database is unavailable, the page is served without its count.
    const counts = await getCounts(store, original, asOf).catch(() => toCounts(original, new Map(), asOf));
    return {
      counts,
      now: time,
      form: { id: newId(), values: new URLSearchParams(), errors: new Map(), ...form },
    };
  }

  /** The frame options of the page that a form was sent from. */
  const getFormFrame = (campaign: Campaign | undefined, url: URL) =>
    url.searchParams.has('embed') ? getFrameOptions(campaign, url.searchParams, getOrigin(url.href)) : undefined;

  return {
    async form(context, query) {
      const data = await loadPageData(context, {});
      if (query.has('thanks')) {
        const origin = new URL(context.base).origin;
        const manage = await manageLinks.redeemThanksToken(query.get('receipt') ?? '', origin, context.language).catch(() => undefined);
        return thankYouPage(context, { people: data.counts.people, isHeld: query.has('held'), isUnconfirmed: query.has('confirm'), manage, now: data.now });
      }
      // With `no-store`, Chromium and Firefox would forget what was typed when the supporter leaves the page and comes back. An id that a
      // cached form sends again is harmless: the same submission is replayed, and another one is asked for again with a new id.
      return actionPage(context, data, 200, cacheControl('private, no-cache'));
    },

    async notFound(query, frame) {
      const translator = await getTranslator(query.get('lang') ?? 'en', allMessages);
      return submissionFailedPage({ translator, message: translator.t('pages.unknownAction'), frame }, 404);
    },

    async accepted(campaign, form, url, { isHeld, isUnconfirmed, thanksToken }) {
      const query = readPageQuery(form, formNames);
      const context = await createPageContext(campaign, query, getOrigin(url.href), getFormFrame(campaign, url));
      return new Response(null, { status: 303, headers: { ...pageHeaders, Location: `${getThankYouPath(context)}${thanksToken ? `&receipt=${thanksToken}` : ''}${isHeld ? '&held' : ''}${isUnconfirmed ? '&confirm' : ''}` } });
    },

    async refused(id, problem, form, url) {
      const { status } = toProblem(problem);
      const { type, errors: fieldErrors, retryAfter } = problem;
      const campaign = campaigns.get(id)?.campaign;
      const query = readPageQuery(form ?? new URLSearchParams(), formNames);
      const frame = getFormFrame(campaign, url);
      const context = campaign && (await createPageContext(campaign, query, getOrigin(url.href), frame));
      const translator = context?.translator ?? (await getTranslator(query.language ?? 'en', allMessages));
      const kind = context?.kind ?? (query.kind === 'postcard' ? 'postcard' : 'letter');
      // The page with the form is from before the campaign was sealed.
      if (campaign?.seal && type === 'invalid') return submissionFailedPage({ translator, context, message: translator.t('pages.sealed'), form, frame }, status);
      if (!context || !form || !(fieldErrors || retryMessages[type])) {
        const opens = type === 'not-open' && context?.campaign.opens;
        const reason = context || type === 'too-large' ? type : 'unknown-campaign';
        const message = opens
          ? translator.t('feedback.opensOn', { date: formatInstant(translator, opens, 0) })
          : translator.t(`${kind}Feedback.${terminalMessages[reason] ?? 'failRejected'}`);
        return submissionFailedPage({ translator, context, message, form, frame }, status);
      }

      const { body } = formToSubmission(context.original, form);
      const { errors } = toErrorMessages(context, fieldErrors ?? [], body);
      const failure = errors.size ? undefined : translator.t(`${kind}Feedback.${retryMessages[type] ?? 'failRejected'}`);
      // After a conflict the form is another submission; otherwise a retry must keep its id.
      const sameId = type !== 'conflict' && isUuid(body.id ?? '') ? { id: body.id! } : {};
      const headers = retryAfter ? { 'Retry-After': String(retryAfter) } : {};
      return actionPage(context, await loadPageData(context, { ...sameId, values: form, errors, failure }), status, headers);
    },
  };
}
