import { readingMessages } from '../../i18n/generated/reading.gen.ts';
import { updates } from '../shared/updates.ts';
import { updatesStyles } from '../shared/updates.styles.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { surfaceStyles } from '../../styles/surface-tokens.styles.ts';
import { TemplateElement } from '../../base/template-element.ts';
import type { nothing, TemplateResult } from 'lit/html.js';
import type { RenderContext } from '../../base/render-context.ts';

/**
 * What has happened since, newest first. Where nothing has, it says nothing.
 *
 * @tagname campaign-updates
 * @fires {CustomEvent} action-load - the document is here and shown: `{campaign, state}`
 * @fires {CustomEvent} action-error - the document could not be loaded: `{code, status?}`
 * @cssstate loading - the document is on its way; the children show
 * @cssstate open - shown
 * @cssstate failed - could not be shown; the children show
 * @csspart update - one dated update
 * @csspart text - a paragraph of it
 * @slot - shown until the element is ready, and where it can not be: a link
 */
export class CampaignUpdates extends TemplateElement {
  static override styles = [baseStyles, surfaceStyles, updatesStyles];

  protected override readonly words = readingMessages;

  protected override content(view: RenderContext): TemplateResult | typeof nothing {
    return updates(view);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'campaign-updates': CampaignUpdates;
  }
}
