/** The letter's page in each of its states but the last, which is `thanks.ts`. */
import { html, nothing } from 'lit';
import { dependsOnCountry } from '../campaign/letter.ts';
import { linkOf } from '../campaign/links.ts';
import { contactFields, countryField, nameField, ownFields } from './asking.ts';
import { consent } from './consent.ts';
import { errorSummary, type Errors } from './errors.ts';
import { kept } from './kept.ts';
import { letterNote } from './note.ts';
import { progress } from './progress.ts';
import { sheet } from './sheet.ts';
import { targetList } from './targets.ts';
import { updates } from './updates.ts';
import { paragraphs, type View } from './view.ts';
import type { TemplateResult } from 'lit';
import type { Target } from '../campaign/campaign.ts';

export interface LetterForm {
  errors: Errors;
  /** A sentence about what no field can mend. */
  failure: string | undefined;
  /** The words to give back with it. */
  letter: string | undefined;
  sending: boolean;
  testing: boolean;
  /** Those who are offered, and those of them who are chosen. */
  targets: readonly Target[];
  chosen: readonly Target[];
  body: string;
  name: string;
  people: number | undefined;
  onSubmit: (event: SubmitEvent) => void;
  onName: (event: Event) => void;
  onBody: (event: Event) => void;
  onCountry: (event: Event) => void;
  onToggle: (id: string) => void;
  /** Leads to a field. */
  go: (name: string) => void;
}

const opening = ({ campaign }: View): TemplateResult =>
  html`<h2 part="heading">${campaign.title}</h2>
    ${campaign.summary ? paragraphs(campaign.summary) : nothing}`;

const story = ({ campaign, speaker }: View): TemplateResult | typeof nothing =>
  campaign.description
    ? html`<details>
        <summary>${speaker.say('readStory')}</summary>
        ${paragraphs(campaign.description)}
      </details>`
    : nothing;

const own = (view: View): TemplateResult =>
  html`<p>
    <a href=${linkOf(view.campaign, 'page', view.base)}>${view.speaker.say('ownPage')}</a>
  </p>`;

export function letterForm(view: View, form: LetterForm): TemplateResult {
  const { campaign, speaker } = view;
  const { errors, sending } = form;
  const letter = campaign.letter!;
  const byCountry = dependsOnCountry(letter);
  const country = countryField(view, errors, byCountry ? speaker.say('whereYouLiveHint') : undefined, form.onCountry);
  const chosen = form.chosen.map(({ id }) => id);
  return html`${opening(view)} ${updates(view)} ${story(view)}
    <form novalidate ?inert=${sending} @submit=${form.onSubmit}>
      ${form.failure
        ? html`<div class="summary" part="error-summary" role="alert" tabindex="-1">
            <p>${form.failure}</p>
            ${form.letter ? kept(view, form.letter) : nothing} ${own(view)}
          </div>`
        : nothing}
      ${errors.size ? errorSummary(view, errors, form.go) : nothing} ${byCountry ? country : nothing}
      ${sheet(view, errors, {
        addressees: targetList(view, errors, letter.choose, form.targets, chosen, form.onToggle),
        chosen: form.chosen,
        body: form.body,
        name: form.name,
        onBody: form.onBody,
      })}
      ${nameField(view, errors, form.onName)} ${byCountry ? nothing : country} ${contactFields(view, errors)}
      ${ownFields(view, errors)} ${consent(view, errors)} ${letterNote(view)}
      ${form.testing ? html`<p part="note">${speaker.say('testing')}</p>` : nothing}
      <button class="primary" part="button" aria-disabled=${sending}>${speaker.say(sending ? 'sending' : 'send')}</button>
    </form>
    <p class="hush" role="status">${sending ? speaker.say('sending') : nothing}</p>
    ${progress(view, form.people)}`;
}

export function queuedLetter({ speaker }: View, onNow: () => void): TemplateResult {
  return html`<h2 part="heading" tabindex="-1">${speaker.say('queued')}</h2>
    <p part="text" role="status">${speaker.say('queuedNext')}</p>
    <button type="button" part="button" @click=${onNow}>${speaker.say('tryNow')}</button>`;
}

export function earlyLetter(view: View): TemplateResult {
  const { campaign, speaker } = view;
  return html`${opening(view)}
    <p part="note"><strong>${speaker.say('early', { date: speaker.dayOf(campaign.opens!) })}</strong></p>
    ${updates(view)} ${story(view)}`;
}

/** @param letter what was written and came too late */
export function closedLetter(view: View, people: number | undefined, letter: string | undefined): TemplateResult {
  const { campaign, speaker } = view;
  const { closed, closes } = campaign;
  const at = closed?.at ?? closes;
  const final = closed?.people ?? people;
  return html`<div part="closed">
      <h2 part="heading" tabindex="-1">${campaign.title}</h2>
      <p class="last">
        <strong>${at ? speaker.say('closedOn', { date: speaker.dayOf(at) }) : speaker.say('closed')}</strong>
      </p>
      ${letter ? html`<p role="alert">${speaker.say('closedKept')}</p>${kept(view, letter)}` : nothing}
      ${closed ? paragraphs(closed.text) : nothing}
      ${final ? html`<p class="final" part="count">${speaker.count('peopleClosed', final)}</p>` : nothing}
    </div>
    ${updates(view)} ${story(view)}`;
}
