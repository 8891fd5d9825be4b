/** An element that shows its campaign with Lit's templates. Lit's own base class would double what a phone loads first. */
import { render } from 'lit/html.js';
import { checkCampaign } from '../campaign/validation/validate-campaign.ts';
import { findDocument, type Found, type Wish } from '../api/resolve-campaign.ts';
import { ActionElement } from './campaign-element.ts';
import type { nothing, TemplateResult } from 'lit/html.js';
import type { View } from './render-context.ts';

export abstract class TemplateElement extends ActionElement {
  /** What stands in the root once the document is here. */
  protected abstract content(view: View): TemplateResult | typeof nothing;

  protected override paint(box: HTMLElement, view: View): void {
    render(this.content(view), box);
  }

  protected override find(wish: Wish): Promise<Found> {
    return findDocument(wish, checkCampaign);
  }
}
