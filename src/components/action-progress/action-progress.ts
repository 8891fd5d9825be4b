import { html, type PropertyDeclarations } from 'lit';
import { resolveLink } from '../../campaign/links.ts';
import { validateCampaign } from '../../campaign/validation/validate-campaign.ts';
import { lazyModule } from '../../api/lazy-module.ts';
import { resolveCampaign, type CampaignRequest, type ResolvedCampaign } from '../../api/resolve-campaign.ts';
import { CampaignElement } from '../../base/campaign-element.ts';
import { CountsController } from '../../controllers/counts-controller.ts';
import { readingMessages } from '../../i18n/generated/reading.gen.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { surfaceStyles } from '../../styles/surface-tokens.styles.ts';
import { textProperty, toText } from '../../utils/text-attribute.ts';
import { DeliveryController } from '../shared/outbox/delivery-controller.ts';
import { progressStyles } from '../shared/progress.styles.ts';
import { progressTemplate } from '../shared/progress.ts';
import { styles } from './action-progress.styles.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';

const loadDelivery = lazyModule(() => import('../shared/outbox/delivery.lazy.ts'));

/**
 * How many people have taken part. A submission on the same page updates it at once. Below the campaign's threshold it shows
 * nothing.
 *
 * @tagname action-progress
 * @fires {CustomEvent} action-load - The campaign is loaded and rendered: `{campaign, state}`
 * @fires {CustomEvent} action-sent - A submission that an earlier page of the site has left has now arrived: `{id, kind, replayed}`
 * @fires {CustomEvent} action-error - Loading the campaign has failed: `{code, status?}`
 * @cssstate loading - The campaign is loading; the fallback content is shown
 * @cssstate open - The campaign is loaded; the progress is shown as soon as it is known
 * @cssstate failed - The campaign could not be shown; the fallback content is shown
 * @csspart progress - The number of people who have taken part, with its bar
 * @csspart bar - The progress bar towards the goal
 * @csspart count - One number, as a sentence: people, postcards, or people through this site
 * @csspart note - What has become of a submission that an earlier page of the site has left
 * @csspart button - The buttons that send or erase such a submission
 * @slot - Fallback content: shown until the element is ready, and whenever it cannot be. Usually a link
 */
export class ActionProgress extends CampaignElement {
  static override styles = [baseStyles, surfaceStyles, progressStyles, styles];
  static override properties: PropertyDeclarations = { partner: textProperty };

  /** Slug of the embedding site. How many people took part through it is shown as well. */
  declare partner: string | null;

  readonly #counts = new CountsController(this, () => this.context && resolveLink(this.context.original, 'counts', this.context.base));
  readonly #delivery = new DeliveryController(this, () => this.context, loadDelivery);

  constructor() {
    super(readingMessages);
    this.partner = null;
  }

  protected override resolveCampaign(request: CampaignRequest): Promise<ResolvedCampaign> {
    return resolveCampaign(request, validateCampaign);
  }

  protected override renderContent(context: RenderContext): unknown {
    return html`${this.#delivery.value?.renderNotice()}
      <div class="progress">${progressTemplate(context, this.#counts.value, toText(this.partner))}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'action-progress': ActionProgress;
  }
}
