import { readingWords } from '../locales/reading.gen.ts';
import { updates } from '../parts/updates.ts';
import { updatesStyles } from '../parts/updates.styles.ts';
import { host } from '../theme/host.ts';
import { paper } from '../theme/paper.ts';
import { TemplateElement } from './template-element.ts';
import type { nothing, TemplateResult } from 'lit/html.js';
import type { View } from '../parts/view.ts';

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
  static override styles = [host, paper, updatesStyles];

  protected override readonly words = readingWords;

  protected override content(view: View): TemplateResult | typeof nothing {
    return updates(view);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'campaign-updates': CampaignUpdates;
  }
}
