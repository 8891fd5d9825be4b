/** The letter's page while it can be written. */
import { html, nothing } from 'lit/html.js';
import { dependsOnCountry } from '../campaign/letter.ts';
import { contactFields, countryField, nameField } from './asking.ts';
import { consent } from './consent.ts';
import { letterNote } from './note.ts';
import { sheet } from './sheet.ts';
import { targetList } from './targets.ts';
import { updates } from './updates.ts';
import { paragraphs, type View } from './view.ts';
import type { TemplateResult } from 'lit/html.js';
import type { Target } from '../campaign/campaign.ts';
import type { Errors } from '../locales/fault-words.ts';

export interface LetterForm {
  errors: Errors;
  /** Stands above it all when something went wrong. */
  trouble: unknown;
  sending: boolean;
  testing: boolean;
  /** Those who are offered, and those of them who are chosen. */
  targets: readonly Target[];
  chosen: readonly Target[];
  body: string;
  name: string;
  /** The campaign's own, where it has some. */
  ownFields: unknown;
  /** Its line stands reserved, so that nothing moves when the number comes. */
  progress: unknown;
  onSubmit: (event: SubmitEvent) => void;
  onName: (event: Event) => void;
  onBody: (event: Event) => void;
  onCountry: (event: Event) => void;
  onToggle: (id: string, only: boolean) => void;
}

export const opening = ({ campaign }: View): TemplateResult =>
  html`<h2 part="heading">${campaign.title}</h2>
    ${campaign.summary ? paragraphs(campaign.summary) : nothing}`;

export const story = ({ campaign, speaker }: View): TemplateResult | typeof nothing =>
  campaign.description
    ? html`<details>
        <summary>${speaker.say('readStory')}</summary>
        ${paragraphs(campaign.description)}
      </details>`
    : nothing;

export function letterForm(view: View, form: LetterForm): TemplateResult {
  const { campaign, speaker } = view;
  const { errors, sending } = form;
  const letter = campaign.letter!;
  const byCountry = dependsOnCountry(letter);
  const country = countryField(view, errors, byCountry ? speaker.say('letter.whereYouLiveHint') : undefined, form.onCountry);
  const chosen = form.chosen.map(({ id }) => id);
  return html`${opening(view)} ${updates(view)} ${story(view)}
    <form novalidate ?inert=${sending} @submit=${form.onSubmit}>
      ${form.trouble} ${byCountry ? country : nothing}
      ${sheet(view, errors, {
        addressees: targetList(view, errors, letter.choose, form.targets, chosen, form.onToggle),
        chosen: form.chosen,
        body: form.body,
        name: form.name,
        onBody: form.onBody,
      })}
      ${nameField(view, errors, form.onName)} ${byCountry ? nothing : country} ${contactFields(view, errors)}
      ${form.ownFields} ${consent(view, errors)} ${letterNote(view)}
      ${form.testing ? html`<p part="note">${speaker.say('letter.testing')}</p>` : nothing}
      <button class="primary" part="button" aria-disabled=${sending}>${speaker.say(sending ? 'letter.sending' : 'letter.send')}</button>
    </form>
    <p class="hush" role="status">${sending ? speaker.say('letter.sending') : nothing}</p>
    <div class="progress">${form.progress}</div>`;
}
