/** Letters, newest first, and a form to look for some of them. */
import { html } from 'hono/html';
import { groupBySalutation } from '../../../campaign/letter.ts';
import { localizeCampaign, negotiateLanguage } from '../../../campaign/localize.ts';
import type { Campaign } from '../../../campaign/schema/campaign.schema.ts';
import { includesRole, type DeskAccountRow } from '../../desk/accounts.ts';
import type { FoundLetter } from '../../letters/find-letters.ts';
import { letterFilterFields, maxSearchLength, type LetterFilter, type LetterFilterFault } from '../../letters/letter-filter.ts';
import { hidden } from '../form-controls.ts';
import type { Html } from '../html.ts';
import { formatNumber } from './format-number.ts';
import { exportFormatOptions } from './exports-page.ts';
import { deskPage, deskPaths, instant, errorNotice } from './layout.ts';

export interface ListedLetter extends FoundLetter {
  /** Undefined if nobody can tell. */
  isStandard: boolean | undefined;
  /** Whether the supporter has agreed to it, and no flood may have sent the letter. */
  mayBeContacted: boolean;
}

export interface LettersPageData {
  /** Undefined while there is none. */
  campaign: string | undefined;
  choices: readonly { id: string; title: string }[];
  document: Campaign | undefined;
  countries: readonly (readonly [code: string, name: string])[];
  /** Suggestions. */
  partners: readonly string[];
  filter: LetterFilter;
  fault?: LetterFilterFault | undefined;
  letters: readonly ListedLetter[];
  /** Where the next page begins. */
  next?: string | undefined;
  /** How far back a search has come that is not complete: an instant. */
  stoppedAt?: string | undefined;
  /** Whether there are pages before this one. */
  isContinued?: boolean;
  /** Sealed letters that the search has left out. */
  sealedCount?: number;
}

const faultTexts: Record<LetterFilterFault, string> = {
  day: 'Enter existing days, written as 2016-10-08.',
  days: 'The first day must not be after the last one.',
  text: 'Choose which text the letters have.',
  search: `Enter at most ${maxSearchLength} characters to look for.`,
};

const heldTexts: Record<NonNullable<FoundLetter['row']['held']>, string> = { late: 'held: late', flood: 'held: flood', declined: 'declined', withdrawn: 'taken back', unconfirmed: 'not confirmed' };

/** What nobody edits, around the text: in the language of the letter if the campaign has it. */
function frameText({ language, letter, person }: FoundLetter['submission'], document: Campaign | undefined, text: Html): Html {
  if (!document?.letter) return text;
  const matchedLanguage = negotiateLanguage(document, language);
  const localized = localizeCampaign(document, matchedLanguage).letter!;
  const groups = groupBySalutation(localized, localized.targets.filter(({ id }) => letter?.targets.includes(id)));
  const paragraph = (content: string) => html`<p class="plain-text" dir="auto" lang="${matchedLanguage}">${content}</p>`;
  return html`${groups.map(({ salutation }) => paragraph(salutation))}${text}${paragraph([localized.closing, person?.name].filter(Boolean).join('\n'))}`;
}

/** An owner can download every address, so only owners see one here. */
function emailLine(email: string | undefined, mayBeContacted: boolean): Html | '' {
  if (email === undefined) return '';
  return html`<p class="note muted">${mayBeContacted ? html`<a href="mailto:${encodeURIComponent(email).replace('%40', '@')}">${email}</a>` : html`<bdi>${email}</bdi>, has not agreed to be contacted`}</p>`;
}

function letterItem({ row, submission, isStandard, mayBeContacted }: ListedLetter, { document, countries }: LettersPageData, isOwner: boolean): Html {
  const { language, person = {}, letter, sealed } = submission;
  const targets = (letter?.targets ?? []).map((id) => document?.letter?.targets.find((target) => target.id === id)?.name ?? id);
  const country = countries.find(([code]) => code === person.country)?.[1] ?? person.country;
  const notes = [country, row.partner && `through ${row.partner}`, isStandard === false && 'changed text', row.held && heldTexts[row.held], row.testing === 1 && 'a test'].filter(Boolean);
  const body = letter?.body === undefined ? html`<p>The text that the campaign suggests.</p>` : html`<p class="plain-text" dir="auto" lang="${language}">${letter.body}</p>`;
  const text = html`<details>
      <summary dir="auto" lang="${language}">${letter?.subject ?? document?.letter?.subject ?? 'Letter'}</summary>
      ${frameText(submission, document, body)}
    </details>`;
  return html`<li>
    <p><strong dir="auto">${person.name ?? 'Without a name'}</strong> <span class="note muted">${instant(row.received_at)}${notes.map((note) => html`, <bdi>${note}</bdi>`)}</span></p>
    ${isOwner && emailLine(person.email, mayBeContacted)}
    <p class="note muted">To <span dir="auto">${targets.join(', ')}</span></p>
    ${sealed === undefined ? text : html`<p>It is sealed: only the organiser's key opens it.</p>`}
  </li>`;
}

const option = (value: string, text: string, selected: string) => html`<option value="${value}"${value === selected && html` selected`}>${text}</option>`;
const field = (name: string, label: string, control: Html) => html`<div class="field"><label for="${name}">${label}</label>${control}</div>`;
const dayField = (name: 'from' | 'until', label: string, value: string) => field(name, label, html`<input id="${name}" name="${name}" type="date" value="${value}">`);
const hiddenFilter = (campaign: string, filter: LetterFilter) => [hidden('campaign', campaign), ...letterFilterFields.map((name) => filter[name] && hidden(name, filter[name]))];

function filterForm(campaign: string, { document, countries, partners, filter }: LettersPageData): Html {
  const targets = document?.letter?.targets ?? [];
  return html`<form class="filters" method="post" action="${deskPaths.letters}">
    ${hidden('campaign', campaign)}
    ${field('search', 'Name or text', html`<input id="search" name="search" type="search" value="${filter.search}" maxlength="${maxSearchLength}" dir="auto" autocomplete="off">`)}
    ${field('country', 'Country', html`<select id="country" name="country">${option('', 'All countries', filter.country)}${countries.map(([code, name]) => option(code, name, filter.country))}</select>`)}
    ${field('partner', 'Partner', html`<input id="partner" name="partner" value="${filter.partner}" list="partners" dir="auto" autocomplete="off"><datalist id="partners">${partners.map((name) => html`<option value="${name}">`)}</datalist>`)}
    ${targets.length > 0 && field('target', 'Target', html`<select id="target" name="target">${option('', 'All targets', filter.target)}${targets.map(({ id, name }) => option(id, name, filter.target))}</select>`)}
    ${dayField('from', 'First day (UTC)', filter.from)}
    ${dayField('until', 'Last day (UTC)', filter.until)}
    ${document?.letter && field('text', 'Text', html`<select id="text" name="text">${option('', 'Any text', filter.text)}${option('changed', 'Changed by the supporter', filter.text)}${option('standard', 'As the campaign suggests it', filter.text)}</select>`)}
    <button>Search</button>
  </form>`;
}

const campaignForm = (campaign: string, { choices }: LettersPageData) => html`<form class="filters" action="${deskPaths.letters}">
    ${field('campaign', 'Campaign', html`<select id="campaign" name="campaign">${choices.map(({ id, title }) => option(id, `${title} (${id})`, campaign))}</select>`)}
    <button class="plain">Show</button>
  </form>`;

function results(campaign: string, { letters, filter, next, stoppedAt, isContinued, sealedCount = 0 }: LettersPageData, items: Html[]): Html {
  const isFiltered = letterFilterFields.some((name) => filter[name] !== '');
  const none = isContinued ? 'There are no more letters.' : isFiltered ? 'There are no such letters.' : 'There are no letters.';
  const status = stoppedAt !== undefined ? html`${letters.length ? '' : 'Nothing so far. '}The search has come to ${instant(stoppedAt)}.` : letters.length ? '' : none;
  return html`<p role="status">${status}</p>
    ${letters.length > 0 && html`<ul class="entries">${items}</ul>`}
    ${sealedCount > 0 && html`<p>Sealed letters whose text could not be searched: ${formatNumber(sealedCount)}</p>`}
    ${next !== undefined && html`<form method="post" action="${deskPaths.letters}">${hiddenFilter(campaign, filter)}${hidden('after', next)}<button class="plain">${stoppedAt === undefined ? 'Older letters' : 'Continue the search'}</button></form>`}`;
}

const exportForm = (campaign: string, { filter }: LettersPageData) => html`<details>
    <summary>Download these letters</summary>
    <form method="post" action="${deskPaths.exports}">
      <p>The file has all letters that the search selects, with everything that their senders entered. <a href="${deskPaths.exports}">More exports</a></p>
      ${hiddenFilter(campaign, filter)}${hidden('kind', 'letters')}
      ${field('format', 'Format', exportFormatOptions)}
      <button>Download</button>
    </form>
  </details>`;

export function lettersPage(account: DeskAccountRow, data: LettersPageData): Promise<Response> {
  const { campaign, choices, fault } = data;
  const content =
    campaign === undefined
      ? html`<p>This server has no campaigns yet.</p>`
      : html`${fault && errorNotice(faultTexts[fault])}
    ${choices.length > 1 && campaignForm(campaign, data)}
    ${filterForm(campaign, data)}
    ${!fault && results(campaign, data, data.letters.map((letter) => letterItem(letter, data, includesRole(account.role, 'owner'))))}
    ${!fault && includesRole(account.role, 'owner') && exportForm(campaign, data)}`;
  return deskPage({ title: 'Letters', account, path: deskPaths.letters, content, status: fault ? 422 : 200 });
}
