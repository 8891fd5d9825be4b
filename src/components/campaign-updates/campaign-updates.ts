import { validateCampaign } from '../../campaign/validation/validate-campaign.ts';
import { lazyModule } from '../../api/lazy-module.ts';
import { resolveCampaign, type CampaignRequest, type ResolvedCampaign } from '../../api/resolve-campaign.ts';
import { CampaignElement } from '../../base/campaign-element.ts';
import { readingMessages } from '../../i18n/generated/reading.gen.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { surfaceStyles } from '../../styles/surface-tokens.styles.ts';
import { DeliveryController } from '../shared/outbox/delivery-controller.ts';
import { updatesStyles } from '../shared/updates.styles.ts';
import { updatesTemplate } from '../shared/updates.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';

const loadDelivery = lazyModule(() => import('../shared/outbox/delivery.lazy.ts'));

/**
 * The updates of a campaign, newest first. Without updates it shows nothing.
 *
 * @tagname campaign-updates
 * @fires {CustomEvent} action-load - The campaign is loaded and rendered: `{campaign, state}`
 * @fires {CustomEvent} action-sent - A submission that an earlier page of the site has left has now arrived: `{id, kind, replayed}`
 * @fires {CustomEvent} action-error - Loading the campaign has failed: `{code, status?}`
 * @cssstate loading - The campaign is loading; the fallback content is shown
 * @cssstate open - The updates are shown
 * @cssstate failed - The campaign could not be shown; the fallback content is shown
 * @csspart update - One dated update of the campaign
 * @csspart text - One paragraph of an update
 * @csspart note - What has become of a submission that an earlier page of the site has left
 * @csspart button - The buttons that send or erase such a submission
 * @slot - Fallback content: shown until the element is ready, and whenever it cannot be. Usually a link
 */
export class CampaignUpdates extends CampaignElement {
  static override styles = [baseStyles, surfaceStyles, updatesStyles];

  readonly #delivery = new DeliveryController(this, () => this.context, loadDelivery);

  constructor() {
    super(readingMessages);
  }

  protected override resolveCampaign(request: CampaignRequest): Promise<ResolvedCampaign> {
    return resolveCampaign(request, validateCampaign);
  }

  protected override renderContent(context: RenderContext): unknown {
    return [this.#delivery.value?.renderNotice(), updatesTemplate(context)];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'campaign-updates': CampaignUpdates;
  }
}
