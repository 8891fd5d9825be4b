/** What an action is about: its title and summary, and the full description on request. */
import { html, nothing, type TemplateResult } from 'lit';
import { paragraphs } from './paragraphs.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';

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
