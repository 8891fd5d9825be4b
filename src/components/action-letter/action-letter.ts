import { getAvailableTargets } from '../../campaign/letter.ts';
import { validateLetter } from '../../campaign/validation/validate-letter.ts';
import { lazyModule } from '../../api/lazy-module.ts';
import { resolveCampaign, type CampaignRequest, type ResolvedCampaign } from '../../api/resolve-campaign.ts';
import { CampaignFormElement } from '../../base/campaign-form-element.ts';
import { letterMessages } from '../../i18n/generated/letter.gen.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { formControlStyles } from '../../styles/form-controls.styles.ts';
import { editorStyles } from '../../styles/editor.styles.ts';
import { surfaceStyles } from '../../styles/surface-tokens.styles.ts';
import { updatesStyles } from '../shared/updates.styles.ts';
import { styles } from './action-letter.styles.ts';
import { letterForm } from './letter-form.template.ts';
import type { FormContext, FormProps } from '../../base/form-module.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';
import type { Target } from '../../campaign/schema/campaign.schema.ts';

const loadModule = lazyModule(() => import('./letter-form.lazy.ts'));

/**
 * A letter to the people who can decide, sent in the supporter's own name.
 *
 * @tagname action-letter
 * @fires {CustomEvent} action-load - The campaign is loaded and rendered: `{campaign, state}`
 * @fires {CustomEvent} action-error - Loading or sending has failed: `{code, status?}`
 * @fires {CustomEvent} action-submit - A letter is about to be sent; `preventDefault()` stops it: `{id, kind}`
 * @fires {CustomEvent} action-sent - The server has confirmed the letter: `{id, kind, replayed}`
 * @fires {CustomEvent} action-queued - The letter will be sent when the connection is back: `{id, kind}`
 * @fires {CustomEvent} action-share - The supporter has shared the action: `{channel}`
 * @cssstate loading - The campaign is loading; the fallback content is shown
 * @cssstate upcoming - The action has not opened yet
 * @cssstate open - The letter can be written and sent
 * @cssstate sending - The letter is being sent
 * @cssstate queued - The letter waits on this device until the connection is back
 * @cssstate sent - The letter has been received
 * @cssstate closed - The action has closed
 * @cssstate failed - The campaign could not be shown; the fallback content is shown
 * @csspart heading - The title of the campaign, of the thank-you or of a status
 * @csspart text - One paragraph of text
 * @csspart update - One dated update of the campaign
 * @csspart letter - The sheet on which the letter is written
 * @csspart targets - The list of the people the letter goes to
 * @csspart target - One person the letter goes to
 * @csspart field - One question with its label, hint, error and control
 * @csspart label - The label of a field, or the legend of a group of choices
 * @csspart hint - The hint of a field
 * @csspart input - A text field, select, checkbox or radio button
 * @csspart error - The error message of one field
 * @csspart error-summary - The list of all errors, or a failure message, above the form
 * @csspart consent - One question of consent
 * @csspart note - The privacy note, the opening date, or the notice of test mode
 * @csspart button - A button, or a link that looks like one
 * @csspart progress - The number of people who have taken part, with its bar
 * @csspart bar - The progress bar towards the goal
 * @csspart count - The number of people who have taken part, as a sentence
 * @csspart thanks - The thank-you page after the letter has been received
 * @csspart share - The section with all ways to share the action
 * @csspart share-link - One link that shares the action
 * @csspart closed - The closing statement
 * @slot - Fallback content: shown until the element is ready, and whenever it cannot be. A link, or a form that works without scripts
 */
export class ActionLetter extends CampaignFormElement {
  static override styles = [baseStyles, surfaceStyles, formControlStyles, editorStyles, updatesStyles, styles];

  constructor() {
    super('letter', letterMessages, loadModule);
  }

  protected override resolveCampaign(request: CampaignRequest): Promise<ResolvedCampaign> {
    return resolveCampaign(request, validateLetter);
  }

  protected override getDefaultValues({ campaign }: RenderContext): Record<string, readonly string[]> {
    const { subject, body, choose, targets } = campaign.letter!;
    return {
      'letter/subject': [subject],
      'letter/body': [body],
      'letter/targets': choose === 'one' ? [] : targets.map(({ id }) => id),
    };
  }

  protected override getFormData(context: RenderContext): FormData {
    const data = super.getFormData(context);
    data.delete('letter/targets');
    for (const { id } of this.#getSelectedTargets(context)) data.append('letter/targets', id);
    return data;
  }

  protected override renderForm(form: FormContext, props: FormProps): unknown {
    return letterForm(form, props, this.#getAvailableTargets(form), this.#getSelectedTargets(form));
  }

  /** The targets that a supporter in this country can write to. */
  #getAvailableTargets({ campaign }: RenderContext): Target[] {
    return getAvailableTargets(campaign.letter!, this.submission.values.get('person/country') || undefined);
  }

  #getSelectedTargets(context: RenderContext): Target[] {
    return this.#getAvailableTargets(context).filter(({ id }) => this.submission.values.isChecked('letter/targets', id));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'action-letter': ActionLetter;
  }
}
