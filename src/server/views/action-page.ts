/** The action's own page: the widget, and as its children the same in plain HTML, with a form that needs no scripts. */
import { html } from 'hono/html';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Counts } from '../../campaign/schema/counts.schema.ts';
import { getGoalProgress } from '../../campaign/goal.ts';
import { safeUrl } from '../../campaign/url.ts';
import { getPhase } from '../../campaign/phase.ts';
import { sortUpdates } from '../../campaign/sort-updates.ts';
import { formatInstant } from '../../i18n/format-instant.ts';
import type { FormState } from './action-form.ts';
import { letterForm } from './letter-form.ts';
import { page } from './layout.ts';
import { postcardForm } from './postcard-form.ts';
import { type Html, paragraphs, actionPath, type PageContext } from './page-context.ts';

export interface ActionPageData {
  counts: Counts;
  /** Milliseconds since the epoch. */
  now: number;
  /** The form as it was sent, where it comes back. */
  form: FormState;
}

/** @param status of the answer */
export async function actionPage(view: PageContext, shown: ActionPageData, status = 200, headers = {}): Promise<Response> {
  const { campaign, original } = view;
  const phase = getPhase(campaign, shown.now);
  const content = html`<h1>${campaign.title}</h1>
    ${campaign.summary && html`<div class="lead">${paragraphs(campaign.summary)}</div>`}
    ${phase === 'closed' && closingStatement(view, shown)}
    ${updates(view)}
    ${campaign.description && html`<section>${paragraphs(campaign.description)}</section>`}
    ${phase === 'upcoming' && html`<p class="notice">${view.translator.t('feedback.opensOn', { date: formatInstant(view.translator, campaign.opens!) })}</p>`}
    ${phase === 'open' && (await formSection(view, shown))}
    ${phase !== 'closed' && count(view, shown.counts.people)}`;
  const whole = [siteHeader(view), html`<main>${status === 200 ? widget(view, content) : content}</main>`];
  if (status !== 200) return page({ ...pageMeta(view), content: whole }, status, headers);
  return page({ ...pageMeta(view), head: script, connect: externalOrigins(original), content: [...whole, opaqueOriginNotice(view)] }, status, headers);
}

export const script = html`<script type="module" src="/v1/actions.js"></script>`;

/** The element, which puts itself into the place of its content. A form that came back is left to whoever fills it in. */
function widget({ original, language, kind, partner }: PageContext, content: Html | Promise<Html>): Html | Promise<Html> {
  // A campaign may have nothing to take part in.
  if (!original[kind]) return content;
  const attributes = html`src="/campaigns/${original.id}.json" lang="${language}"${partner && html` partner="${partner}"`}`;
  return kind === 'letter'
    ? html`<action-letter ${attributes}>${content}</action-letter>`
    : html`<postcard-form ${attributes}>${content}</postcard-form>`;
}

/** Shown by the frame's own script, in place of a form, where the frame turns out to have no origin and none is allowed. */
function opaqueOriginNotice({ framed, translator, ...view }: PageContext): Html | '' {
  if (!framed?.rejectsOpaqueOrigins) return '';
  return html`<div id="refused" hidden>
    <p class="notice">${translator.t('pages.framedNotAllowed')}</p>
    <p><a href="${actionPath({ translator, ...view })}">${translator.t('feedback.campaignPage')}</a></p>
  </div>`;
}

/** Origins that a document sends the widget to. */
export function externalOrigins({ links = {} }: Campaign): string[] {
  const urls = Object.values(links).filter((link) => URL.canParse(link));
  return [...new Set(urls.map((link) => new URL(link).origin))];
}

/** Title and language of a page about this action. */
export function pageMeta({ campaign, language, framed }: PageContext) {
  const { title, summary, organiser } = campaign;
  return { language, title: `${title} – ${organiser.name}`, description: summary?.replace(/\s+/g, ' '), framed };
}

/** Who runs it, and the other languages it is in; in a frame the page around it says so. */
export function siteHeader(view: PageContext): Html | '' {
  const { original, campaign, language, base, translator, framed } = view;
  if (framed) return '';
  const { name, url } = campaign.organiser;
  const languages = [original.language, ...Object.keys(original.translations ?? {})];
  const link = safeUrl(url, base);
  return html`<header>
    <p>${link ? html`<a href="${link}">${name}</a>` : name}</p>
    ${languages.length > 1 &&
    html`<nav aria-label="${translator.t('pages.languages')}"><ul>${languages.map(
      (one) =>
        html`<li><a href="${actionPath({ ...view, language: one })}" lang="${one}" hreflang="${one}"${one === language && html` aria-current="true"`}>${nameOf(one)}</a></li>`,
    )}</ul></nav>`}
  </header>`;
}

/** What a language calls itself; a tag that nobody knows stands for itself. */
function nameOf(language: string): string {
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}

async function formSection(view: PageContext, { form, counts }: ActionPageData): Promise<Html> {
  const { campaign, kind } = view;
  if (!campaign[kind]) return html``;
  return kind === 'letter' ? letterForm(view, form) : postcardForm(view, form, counts);
}

/** Newest first; of two on one day the later written comes first. */
function updates({ campaign, translator }: PageContext): Html | '' {
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
    <p class="notice">${translator.t('feedback.closedOn', { date: formatInstant(translator, (closed?.at ?? closes)!) })}</p>
    ${closed && paragraphs(closed.text)}
    ${people > 0 && html`<p class="final">${translator.plural('feedback.peopleClosed', people)}</p>`}
  </section>`;
}

/** How many have taken part, in words. */
export function count({ campaign, translator }: PageContext, people: number): Html | '' {
  const shown = getGoalProgress(people, campaign.goal);
  if (!shown) return '';
  const { goal } = shown;
  return html`<p class="count">${goal
    ? translator.plural('progress.peopleWithGoal', shown.people, { goal: translator.formatNumber(goal) })
    : translator.plural('progress.people', shown.people)}</p>`;
}
