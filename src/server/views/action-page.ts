/** The action's own page: the widget, and as its children the same in plain HTML, with a form that needs no scripts. */
import { html } from 'hono/html';
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Counts } from '../../campaign/schema/counts.schema.ts';
import { progressOf } from '../../campaign/goal.ts';
import { safeUrl } from '../../campaign/safe-url.ts';
import { phaseAt } from '../../campaign/phase.ts';
import { newestFirst } from '../../campaign/sort-updates.ts';
import { dayOf } from '../../i18n/format-instant.ts';
import type { Filled } from './action-form.ts';
import { letterForm } from './letter-form.ts';
import { page } from './layout.ts';
import { postcardForm } from './postcard-form.ts';
import { type Html, paragraphs, pathOf, type View } from './page-context.ts';

export interface Shown {
  counts: Counts;
  /** Milliseconds since the epoch. */
  now: number;
  /** The form as it was sent, where it comes back. */
  form: Filled;
}

/** @param status of the answer */
export async function actionPage(view: View, shown: Shown, status = 200, headers = {}): Promise<Response> {
  const { campaign, source } = view;
  const phase = phaseAt(campaign, shown.now);
  const content = html`<h1>${campaign.title}</h1>
    ${campaign.summary && html`<div class="lead">${paragraphs(campaign.summary)}</div>`}
    ${phase === 'closed' && lastWord(view, shown)}
    ${updates(view)}
    ${campaign.description && html`<section>${paragraphs(campaign.description)}</section>`}
    ${phase === 'early' && html`<p class="notice">${view.speaker.say('opensOn', { date: dayOf(view.speaker, campaign.opens!) })}</p>`}
    ${phase === 'open' && (await takingPart(view, shown))}
    ${phase !== 'closed' && count(view, shown.counts.people)}`;
  const whole = [masthead(view), html`<main>${status === 200 ? widget(view, content) : content}</main>`];
  if (status !== 200) return page({ ...frame(view), content: whole }, status, headers);
  return page({ ...frame(view), head: script, connect: elsewhere(source), content: [...whole, refusedHere(view)] }, status, headers);
}

export const script = html`<script type="module" src="/v1/actions.js"></script>`;

/** The element, which puts itself into the place of its content. A form that came back is left to whoever fills it in. */
function widget({ source, language, kind, partner }: View, content: Html | Promise<Html>): Html | Promise<Html> {
  // A campaign may have nothing to take part in.
  if (!source[kind]) return content;
  const attributes = html`src="/campaigns/${source.id}.json" lang="${language}"${partner && html` partner="${partner}"`}`;
  return kind === 'letter'
    ? html`<action-letter ${attributes}>${content}</action-letter>`
    : html`<postcard-form ${attributes}>${content}</postcard-form>`;
}

/** Shown by the frame's own script, in place of a form, where the frame turns out to have no origin and none is allowed. */
function refusedHere({ framed, speaker, ...view }: View): Html | '' {
  if (!framed?.isNobodyRefused) return '';
  return html`<div id="refused" hidden>
    <p class="notice">${speaker.say('pages.refusedHere')}</p>
    <p><a href="${pathOf({ speaker, ...view })}">${speaker.say('ownPage')}</a></p>
  </div>`;
}

/** Origins that a document sends the widget to. */
export function elsewhere({ links = {} }: Campaign): string[] {
  const urls = Object.values(links).filter((link) => URL.canParse(link));
  return [...new Set(urls.map((link) => new URL(link).origin))];
}

/** Title and language of a page about this action. */
export function frame({ campaign, language, framed }: View) {
  const { title, summary, organiser } = campaign;
  return { language, title: `${title} – ${organiser.name}`, description: summary?.replace(/\s+/g, ' '), framed };
}

/** Who runs it, and the other languages it is in; in a frame the page around it says so. */
export function masthead(view: View): Html | '' {
  const { source, campaign, language, base, speaker, framed } = view;
  if (framed) return '';
  const { name, url } = campaign.organiser;
  const languages = [source.language, ...Object.keys(source.translations ?? {})];
  const link = safeUrl(url, base);
  return html`<header>
    <p>${link ? html`<a href="${link}">${name}</a>` : name}</p>
    ${languages.length > 1 &&
    html`<nav aria-label="${speaker.say('pages.languages')}"><ul>${languages.map(
      (one) =>
        html`<li><a href="${pathOf({ ...view, language: one })}" lang="${one}" hreflang="${one}"${one === language && html` aria-current="true"`}>${nameOf(one)}</a></li>`,
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

async function takingPart(view: View, { form, counts }: Shown): Promise<Html> {
  const { campaign, speaker, kind } = view;
  if (!campaign[kind]) return html``;
  if (campaign.seal) return html`<p class="notice">${speaker.say('pages.sealedNeedsScripts')}</p>`;
  return kind === 'letter' ? letterForm(view, form) : postcardForm(view, form, counts);
}

/** Newest first; of two on one day the later written comes first. */
function updates({ campaign, speaker }: View): Html | '' {
  const newest = newestFirst(campaign);
  if (!newest.length) return '';
  return html`<section class="updates" aria-label="${speaker.say('updates')}">${newest.map(
    ({ date, text }) => html`<div><time datetime="${date}">${speaker.day(date)}</time>${paragraphs(text)}</div>`,
  )}</section>`;
}

function lastWord({ campaign, speaker }: View, { counts }: Shown): Html {
  const { closed, closes } = campaign;
  const people = closed?.people ?? counts.people;
  return html`<section>
    <p class="notice">${speaker.say('closedOn', { date: dayOf(speaker, (closed?.at ?? closes)!) })}</p>
    ${closed && paragraphs(closed.text)}
    ${people > 0 && html`<p class="final">${speaker.count('peopleClosed', people)}</p>`}
  </section>`;
}

/** How many have taken part, in words. */
export function count({ campaign, speaker }: View, people: number): Html | '' {
  const shown = progressOf(people, campaign.goal);
  if (!shown) return '';
  const { goal } = shown;
  return html`<p class="count">${goal
    ? speaker.count('peopleOf', shown.people, { goal: speaker.number(goal) })
    : speaker.count('people', shown.people)}</p>`;
}
