import { todayAt } from '../../campaign/detention-days.ts';
import { isIsoDateTime } from '../../campaign/formats.ts';
import { validatePostcard } from '../../campaign/validation/validate-postcard.ts';
import { InvalidDocumentError } from '../../api/errors.ts';
import { lazyModule } from '../../api/lazy-module.ts';
import { resolveCampaign, type CampaignRequest, type ResolvedCampaign } from '../../api/resolve-campaign.ts';
import { serverNow } from '../../api/server-clock.ts';
import { CampaignFormElement } from '../../base/campaign-form-element.ts';
import { postcardMessages } from '../../i18n/generated/postcard.gen.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { formControlStyles } from '../../styles/form-controls.styles.ts';
import { editorStyles } from '../../styles/editor.styles.ts';
import { surfaceStyles } from '../../styles/surface-tokens.styles.ts';
import { textProperty, toText } from '../../utils/text-attribute.ts';
import { postmarkStyles } from '../shared/postmark.styles.ts';
import { styles } from './postcard-form.styles.ts';
import { postcardForm } from './postcard-form.template.ts';
import type { PropertyDeclarations } from 'lit';
import type { FormContext, FormProps } from '../../base/form-module.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';
import type { Campaign, Person } from '../../campaign/schema/campaign.schema.ts';
import type { Side } from './postcard-preview.ts';

const loadModule = lazyModule(() => import('./postcard-form.lazy.ts'));
type PostcardModule = Awaited<ReturnType<typeof loadModule>>;

/**
 * A postcard to people in prison, with a choice of designs and a message on the back.
 *
 * @tagname postcard-form
 * @fires {CustomEvent} action-load - The campaign is loaded and rendered: `{campaign, state}`
 * @fires {CustomEvent} action-error - Loading or sending has failed: `{code, status?}`
 * @fires {CustomEvent} action-submit - A postcard is about to be sent; `preventDefault()` stops it: `{id, kind}`
 * @fires {CustomEvent} action-sent - The server has confirmed the postcard: `{id, kind, replayed}`
 * @fires {CustomEvent} action-queued - The postcard will be sent when the connection is back: `{id, kind}`
 * @fires {CustomEvent} action-share - The supporter has shared the action: `{channel}`
 * @cssstate loading - The campaign is loading; the fallback content is shown
 * @cssstate upcoming - The action has not opened yet
 * @cssstate open - The postcard can be written and sent
 * @cssstate sending - The postcard is being sent
 * @cssstate queued - The postcard waits on this device until the connection is back
 * @cssstate sent - The postcard has been received
 * @cssstate closed - The action has closed
 * @cssstate failed - The campaign could not be shown; the fallback content is shown
 * @csspart heading - The title of the campaign, of the thank-you or of a status
 * @csspart text - One paragraph of text
 * @csspart update - One dated update of the campaign
 * @csspart targets - The list of the people the postcard can go to
 * @csspart target - One person the postcard can go to, with the control that selects them
 * @csspart person - The name and place of one person
 * @csspart card - The postcard, front and back
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
 * @csspart thanks - The thank-you page after the postcard has been received
 * @csspart letter - The supporter's own text, given back when the postcard could not be sent
 * @csspart share - The section with all ways to share the action
 * @csspart share-link - One link that shares the action
 * @csspart closed - The closing statement
 * @slot - Fallback content: shown until the element is ready, and whenever it cannot be. A link, or a form that works without scripts
 */
export class PostcardForm extends CampaignFormElement<PostcardModule> {
  static override styles = [baseStyles, surfaceStyles, formControlStyles, editorStyles, postmarkStyles, styles];
  static override properties: PropertyDeclarations = { person: textProperty, now: textProperty, side: { state: true } };

  /** Id of one person of the campaign. Default: everyone who can be written to. */
  declare person: string | null;
  /** An ISO instant that counts instead of the present, for a page that reports a past day. */
  declare now: string | null;
  /** The side of the postcard that is visible. */
  declare private side: Side;

  /** Suggested once: counts that change while someone writes do not turn their message to another person. */
  #suggestedId: string | undefined;

  constructor() {
    super('postcard', postcardMessages, loadModule);
    this.person = this.now = null;
    this.side = 'front';
  }

  protected override getDependencies(): readonly unknown[] {
    return [toText(this.person)];
  }

  protected override resolveCampaign(request: CampaignRequest): Promise<ResolvedCampaign> {
    return resolveCampaign(request, validatePostcard);
  }

  protected override async prepare(campaign: Campaign): Promise<void> {
    await super.prepare(campaign);
    if (!this.#findPeople(campaign, toText(this.person)).length) throw new InvalidDocumentError('the campaign has no such person: /postcard/to');
  }

  protected override reset(): void {
    super.reset();
    this.side = 'front';
    this.#suggestedId = undefined;
  }

  protected override focusField(name: string): void {
    if (name === 'postcard/message') this.side = 'back';
    void this.updateComplete.then(() => super.focusField(name));
  }

  protected override getDefaultValues({ campaign }: RenderContext): Record<string, readonly string[]> {
    const { choose, designs } = campaign.postcard!;
    const people = this.#getPeople(campaign);
    const suggestedId = this.#getSuggestion(campaign, people);
    const isForAll = choose === 'all' || people.length === 1;
    return {
      'postcard/to': isForAll ? people.map(({ id }) => id) : suggestedId ? [suggestedId] : [],
      'postcard/design': [designs[0]!.id],
    };
  }

  protected override getFormData(context: RenderContext): FormData {
    const data = super.getFormData(context);
    data.delete('postcard/to');
    for (const { id } of this.#getRecipients(context.campaign)) data.append('postcard/to', id);
    return data;
  }

  protected override renderForm(form: FormContext, props: FormProps): unknown {
    const people = this.#getPeople(form.campaign);
    return postcardForm(form, { ...props, onInput: this.#onInput }, {
      people,
      suggestedId: this.#suggestedId,
      side: this.side,
      recipients: this.#getRecipients(form.campaign),
      day: todayAt(people[0]!, this.#getNow()),
      onFlip: this.#onFlip,
    });
  }

  #findPeople({ people = [], postcard }: Campaign, id: string | null): Person[] {
    return people.filter((person) => postcard!.to.includes(person.id) && (!id || person.id === id));
  }

  /** If the page names an unknown person while someone writes, nothing is taken from them: everyone can be written to. */
  #getPeople(campaign: Campaign): Person[] {
    const people = this.#findPeople(campaign, toText(this.person));
    return people.length ? people : this.#findPeople(campaign, null);
  }

  #getRecipients(campaign: Campaign): Person[] {
    const people = this.#getPeople(campaign);
    if (campaign.postcard!.choose === 'all' || people.length === 1) return people;
    return people.filter(({ id }) => this.submission.values.isChecked('postcard/to', id));
  }

  #getSuggestion(campaign: Campaign, people: readonly Person[]): string | undefined {
    const { module, counts } = this.submission;
    if (people.some(({ id }) => id === this.#suggestedId)) return this.#suggestedId;
    this.#suggestedId = counts && module?.suggestRecipient(campaign.postcard!, people, counts.perPerson);
    return this.#suggestedId;
  }

  #getNow(): number {
    const now = toText(this.now);
    return now && isIsoDateTime(now) ? Date.parse(now) : serverNow();
  }

  readonly #onInput = (event: Event): void => {
    this.submission.onInput(event);
    // Show the design that was chosen.
    if ((event.target as HTMLInputElement).name === 'postcard/design') this.side = 'front';
  };

  readonly #onFlip = (): void => {
    this.side = this.side === 'front' ? 'back' : 'front';
    // People who flip the postcard to write need not look for the text field.
    if (this.side === 'back') this.focusField('postcard/message');
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'postcard-form': PostcardForm;
  }
}
