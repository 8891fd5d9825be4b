import { html, type TemplateResult } from 'lit/html.js';
import { resolveLink } from '../../campaign/links.ts';
import { subscribeToCounts } from '../../api/counts.ts';
import { readingMessages } from '../../i18n/generated/reading.gen.ts';
import { progressTemplate } from '../shared/progress.ts';
import { progressStyles } from '../shared/progress.styles.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { surfaceStyles } from '../../styles/surface-tokens.styles.ts';
import { styles } from './action-progress.styles.ts';
import { reflect } from '../../base/rendering-element.ts';
import { TemplateElement } from '../../base/template-element.ts';
import type { Counts } from '../../campaign/schema/counts.schema.ts';
import type { RenderContext } from '../../base/render-context.ts';

/**
 * How many have taken part, which a receipt on the same page moves at once. Where too few have, it says nothing.
 *
 * @tagname action-progress
 * @fires {CustomEvent} action-load - the document is here and shown: `{campaign, state}`
 * @fires {CustomEvent} action-error - the document could not be loaded: `{code, status?}`
 * @cssstate loading - the document is on its way; the children show
 * @cssstate open - shown, as soon as the numbers are known
 * @cssstate failed - could not be shown; the children show
 * @csspart progress - how many have taken part
 * @csspart bar - the same as a line
 * @csspart count - the same in words
 * @slot - shown until the element is ready, and where it can not be: a link
 */
export class ActionProgress extends TemplateElement {
  static override observedAttributes = [...TemplateElement.observedAttributes, 'partner'];
  static override styles = [baseStyles, surfaceStyles, progressStyles, styles];

  /** Slug of the embedding site: how many came through it is told as well. */
  declare partner: string | null;

  protected override readonly words = readingMessages;
  #counts: Counts | undefined;

  protected override reset(): void {
    super.reset();
    this.#counts = undefined;
  }

  protected override live({ original, base }: RenderContext, signal: AbortSignal): void {
    subscribeToCounts(
      resolveLink(original, 'counts', base),
      (counts) => {
        this.#counts = counts;
        this.requestUpdate();
      },
      signal,
    );
  }

  protected override content(view: RenderContext): TemplateResult {
    return html`<div class="progress">${progressTemplate(view, this.#counts, this.partner)}</div>`;
  }
}

reflect(ActionProgress.prototype, ['partner']);

declare global {
  interface HTMLElementTagNameMap {
    'action-progress': ActionProgress;
  }
}
