/** An element that shows its campaign with Lit's templates. Lit's own base class would double what a phone loads first. */
import { render } from 'lit/html.js';
import { validateCampaign } from '../campaign/validation/validate-campaign.ts';
import { resolveCampaign, type ResolvedCampaign, type CampaignRequest } from '../api/resolve-campaign.ts';
import { CampaignElement } from './campaign-element.ts';
import type { nothing, TemplateResult } from 'lit/html.js';
import type { RenderContext } from './render-context.ts';

export abstract class TemplateElement extends CampaignElement {
  /** What stands in the root once the document is here. */
  protected abstract content(view: RenderContext): TemplateResult | typeof nothing;

  protected override paint(box: HTMLElement, view: RenderContext): void {
    render(this.content(view), box);
  }

  protected override find(wish: CampaignRequest): Promise<ResolvedCampaign> {
    return resolveCampaign(wish, validateCampaign);
  }
}
