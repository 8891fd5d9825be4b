/** What every part is given: the campaign in the form's language, and whoever speaks it. */
import { html } from 'lit/html.js';
import type { TemplateResult } from 'lit/html.js';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';
import type { Speaker } from '../i18n/translator.ts';

export interface View {
  /** As the organiser wrote it: its options are the values that are sent. */
  source: Campaign;
  /** The same in the form's language. */
  campaign: Campaign;
  /** BCP 47. */
  language: string;
  speaker: Speaker;
  /** What relative addresses of the document stand against. */
  base: string;
  /** Asks for the time where it is not known; there where there is an endpoint. */
  settle?: () => Promise<void>;
}

/** A text, a blank line parting its paragraphs. */
export function paragraphs(text: string): TemplateResult[] {
  return text.split(/\n\s*\n/).map((one) => html`<p part="text">${one.trim()}</p>`);
}
