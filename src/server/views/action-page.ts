/** The campaign's page: the element, and as its fallback content the same in HTML, with a form that needs no scripts. */
import { html } from 'hono/html';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Counts } from '../../campaign/schema/counts.schema.ts';
import { getGoalProgress } from '../../campaign/goal.ts';
import { getLanguages } from '../../campaign/localize.ts';
import { safeUrl } from '../../campaign/url.ts';
import { getPhase } from '../../campaign/phase.ts';
import { sortUpdates } from '../../campaign/sort-updates.ts';
import { formatInstant } from '../../i18n/format-instant.ts';
import type { FormState } from './action-form.ts';
import { letterForm } from './letter-form.ts';
import { page } from './layout.ts';
import { postcardForm } from './postcard-form.ts';
import { type Html, paragraphs } from './html.ts';
import type { PageContext } from './page-context.ts';
import { getActionPath } from './paths.ts';
import { getDescription, sharingMetadata } from './sharing-metadata.ts';

export interface ActionPageData {
  counts: Counts;
  /** Milliseconds since the epoch. */
  now: number;
  /** The submitted values, if the form is shown again. */
  form: FormState;
}

/** @param status the HTTP status of the response */
export async function actionPage(context: PageContext, data: ActionPageData, status = 200, headers = {}): Promise<Response> {
  const { campaign, original } = context;
  const phase = getPhase(campaign, data.now);
  const content = html`<h1>${campaign.title}</h1>
    ${campaign.summary && html`<div class="lead">${paragraphs(campaign.summary)}</div>`}
    ${phase === 'upcoming' && html`<p class="notice">${context.translator.t('feedback.opensOn', { date: formatInstant(context.translator, campaign.opens!, 0) })}</p>`}
    ${phase === 'closed' && closingStatement(context, data)}
    ${updatesSection(context)}
    ${campaign.description && html`<section>${paragraphs(campaign.description)}</section>`}
    ${phase === 'open' && (await formSection(context, data))}
    ${phase !== 'closed' && peopleCount(context, data.counts.people)}`;
  const body = [siteHeader(context), html`<main>${status === 200 ? widget(context, content) : content}</main>`];
  if (status !== 200) return page({ ...pageMeta(context), content: body }, status, headers);
  const head = context.frame ? actionsScript : html`${sharingMetadata(context, data.now)}
    ${actionsScript}`;
  return page({ ...pageMeta(context), head, connect: externalOrigins(original), content: [...body, opaqueOriginNotice(context)] }, status, headers);
}

export const actionsScript = html`<script type="module" src="/v1/actions.js"></script>`;

/**
 * The element, with the page's content as its fallback content. The headings of the element begin at level 2, so while it replaces
 * the heading of the content, the style sheet shows screen readers another one.
 */
function widget(context: PageContext, content: Html | Promise<Html>): Html | Promise<Html> {
  const { original, language, kind, partner } = context;
  // A campaign may have neither a letter nor a postcard.
  if (!original[kind]) return content;
  const attributes = html`src="/campaigns/${original.id}.json" lang="${language}"${partner && html` partner="${partner}"`}`;
  return html`<h1 class="title visually-hidden">${pageMeta(context).title}</h1>${
    kind === 'letter' ? html`<action-letter ${attributes}>${content}</action-letter>` : html`<postcard-form ${attributes}>${content}</postcard-form>`
  }`;
}

/** The script of the iframe shows this in place of the form if the iframe has an opaque origin, which the campaign does not allow. */
function opaqueOriginNotice({ frame, translator, ...context }: PageContext): Html | '' {
  if (!frame?.rejectsOpaqueOrigins) return '';
  return html`<div id="refused" hidden>
    <p class="notice">${translator.t('pages.framedNotAllowed')}</p>
    <p><a href="${getActionPath({ translator, ...context })}">${translator.t('feedback.campaignPage')}</a></p>
  </div>`;
}

/** The origins of the links in a document, which the element sends requests to. */
export function externalOrigins({ links = {} }: Campaign): string[] {
  const urls = Object.values(links).filter((link) => URL.canParse(link));
  return [...new Set(urls.map((link) => new URL(link).origin))];
}

/** The metadata of a page about this campaign. */
export function pageMeta(context: PageContext) {
  const { campaign, language, frame } = context;
  const { title, organiser } = campaign;
  return { language, title: `${title} – ${organiser.name}`, description: getDescription(context), frame };
}

/** The organiser and the other languages of the campaign. In an iframe, the parent page provides this context. */
export function siteHeader(context: PageContext): Html | '' {
  const { original, campaign, language, base, translator, frame } = context;
  if (frame) return '';
  const { name, url } = campaign.organiser;
  const languages = getLanguages(original);
  const link = safeUrl(url, base);
  return html`<header>
    <p>${link ? html`<a href="${link}">${name}</a>` : name}</p>
    ${languages.length > 1 &&
    html`<nav aria-label="${translator.t('pages.languages')}"><ul>${languages.map(
      (one) =>
        html`<li><a href="${getActionPath({ ...context, language: one })}" lang="${one}" hreflang="${one}"${one === language && html` aria-current="true"`}>${getLanguageName(one)}</a></li>`,
    )}</ul></nav>`}
  </header>`;
}

/** The name of a language in that language; an unknown tag is shown as it is. */
function getLanguageName(language: string): string {
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}

async function formSection(context: PageContext, { form, counts }: ActionPageData): Promise<Html> {
  const { original, campaign, kind, translator } = context;
  if (!campaign[kind]) return html``;
  // A plain form would send everything to the server as plain text.
  if (original.seal) return html`<p class="notice">${translator.t('pages.sealed')}</p>`;
  return kind === 'letter' ? letterForm(context, form) : postcardForm(context, form, counts);
}

/** Newest first. Of two updates on one day, the one that is later in the document comes first. */
function updatesSection({ campaign, translator }: PageContext): Html | '' {
  const newest = sortUpdates(campaign);
  if (!newest.length) return '';
  return html`<section class="updates" aria-label="${translator.t('campaign.updates')}">${newest.map(
    ({ date, text }) => html`<div><time datetime="${date}">${translator.formatDate(date)}</time>${paragraphs(text)}</div>`,
  )}</section>`;
}

function closingStatement({ campaign, translator }: PageContext, { counts }: ActionPageData): Html {
  const { closed, closes } = campaign;
  const people = closed?.people ?? counts.people;
  return html`<section>
    <p class="notice">${translator.t('feedback.closedOn', { date: formatInstant(translator, (closed?.at ?? closes)!, 0) })}</p>
    ${closed && paragraphs(closed.text)}
    ${people > 0 && html`<p class="final">${translator.plural('feedback.peopleClosed', people)}</p>`}
  </section>`;
}

/** A sentence about how many people have taken part. */
export function peopleCount({ campaign, translator }: PageContext, people: number): Html | '' {
  const progress = getGoalProgress(people, campaign.goal);
  if (!progress) return '';
  const { goal } = progress;
  return html`<p class="count">${goal
    ? translator.plural('progress.peopleWithGoal', progress.people, { goal: translator.formatNumber(goal) })
    : translator.plural('progress.people', progress.people)}</p>`;
}
