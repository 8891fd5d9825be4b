/** What an action is about: its title, in short, and at length for whoever wants to read it. */
import { html, nothing } from 'lit/html.js';
import { paragraphs, type RenderContext } from '../../base/render-context.ts';
import type { TemplateResult } from 'lit/html.js';

export const campaignHeader = ({ campaign }: RenderContext): TemplateResult =>
  html`<h2 part="heading">${campaign.title}</h2>
    ${campaign.summary ? paragraphs(campaign.summary) : nothing}`;

export const campaignDescription = ({ campaign, translator }: RenderContext): TemplateResult | typeof nothing =>
  campaign.description
    ? html`<details>
        <summary lang=${translator.language}>${translator.t('campaign.readStory')}</summary>
        ${paragraphs(campaign.description)}
      </details>`
    : nothing;
