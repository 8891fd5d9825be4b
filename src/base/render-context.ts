/** What every part is given: the campaign in the form's language, and whoever speaks it. */
import { html } from 'lit/html.js';
import type { TemplateResult } from 'lit/html.js';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';
import type { Translator } from '../i18n/translator.ts';

export interface RenderContext {
  /** As the organiser wrote it: its options are the values that are sent. */
  original: Campaign;
  /** The same in the form's language. */
  campaign: Campaign;
  /** BCP 47. */
  language: string;
  translator: Translator;
  /** What relative addresses of the document stand against. */
  base: string;
  /** Asks for the time where it is not known; there where there is an endpoint. */
  syncClock?: () => Promise<void>;
}

/** A text, a blank line parting its paragraphs. */
export function paragraphs(text: string): TemplateResult[] {
  return text.split(/\n\s*\n/).map((one) => html`<p part="text">${one.trim()}</p>`);
}
