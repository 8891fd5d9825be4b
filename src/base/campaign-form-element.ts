/** What all forms share until somebody writes in them; from then on `way.ts` leads. */
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { getPhase } from '../campaign/phase.ts';
import { InvalidDocumentError } from '../api/errors.ts';
import { whenIdle } from '../utils/when-idle.ts';
import { CampaignElement } from './campaign-element.ts';
import { reflectFlags } from './reflect-flags.ts';
import { reflect } from './rendering-element.ts';
import { TemplateElement } from './template-element.ts';
import type { Campaign } from '../campaign/schema/campaign.schema.ts';
import type { Submission } from '../campaign/schema/submission.schema.ts';
import type { FormProps } from '../components/shared/action-form.ts';
import type { RenderContext } from './render-context.ts';
import type { State } from './events.ts';
import type { FormModule, SubmissionController } from '../controllers/submission-controller.ts';

/** Events of the keyboard and the clipboard leave a shadow root, and hold what was typed. */
const telling = ['beforeinput', 'input', 'keydown', 'keypress', 'keyup', 'compositionstart', 'compositionupdate', 'compositionend', 'textInput', 'paste'];

/** The page hears none of them, but for the keys that lead on through it. */
function hush(event: Event): void {
  const { key } = event as KeyboardEvent;
  if (key !== 'Tab' && key !== 'Escape') event.stopPropagation();
}

export abstract class CampaignFormElement extends TemplateElement {
  /** Slug of the embedding site, kept with the submission and counted apart. */
  declare partner: string | null;
  /** Submissions are marked as tests and never counted. */
  declare testing: boolean;

  protected abstract readonly kind: Submission['kind'];
  /** Of what has been written and sent; there once its code is. */
  protected way: SubmissionController | undefined;
  protected later: FormModule | undefined;
  /** From the press of the button on: a second press sends no second letter. */
  #press: object | undefined;
  /** The code could not be loaded when it was needed. */
  #stuck = false;

  constructor() {
    super();
    for (const type of telling) this.root.addEventListener(type, hush);
  }

  /** Loads what is not needed before somebody writes. */
  protected abstract readonly loadLater: () => Promise<FormModule>;

  /** The form, with its fields. */
  protected abstract form(view: RenderContext, parts: FormProps): TemplateResult;

  /** Leads to the field of a name. */
  protected go(name: string): void {
    this.root.querySelector<HTMLElement>(`#${CSS.escape(name)}`)?.focus();
  }

  protected override async accept(campaign: Campaign): Promise<void> {
    if (!campaign[this.kind]) throw new InvalidDocumentError(`no ${this.kind}: /${this.kind}`);
    // Nothing that wants to be sealed is sent unsealed.
    if (campaign.seal) throw new InvalidDocumentError('can not seal: /seal');
    if (campaign.fields || this.stateOf(campaign) !== 'open') await this.#lead();
  }

  protected override stateOf(campaign: Campaign): State {
    // A letter on its way stays so, whatever document comes meanwhile.
    return this.way?.sent ? this.state : getPhase(campaign, CampaignElement.clock());
  }

  protected override reset(): void {
    super.reset();
    this.#press = undefined;
    this.way?.leave();
    if (this.way) this.way = this.#newWay(this.later!);
  }

  protected override live(view: RenderContext, signal: AbortSignal): void {
    // Failing here is no harm: it is asked for again when it is needed.
    whenIdle(() => void this.#lead().then((way) => way.live(view, signal)).catch(() => {}));
  }

  protected override content(view: RenderContext): TemplateResult {
    const { way, testing, state } = this;
    // While it is kept, the form stays behind: if it is refused in the end, everything typed is still there.
    const queued = state === 'queued';
    const parts = way ? way.parts(view) : { errors: new Map<string, string>(), errorBanner: this.#stuckNote(view) };
    return (
      way?.page(view) ??
      html`<div ?hidden=${queued}>
          ${this.form(view, { testing, sending: state === 'sending', onSubmit: this.#onSubmit, ...parts })}
        </div>
        ${queued ? way!.waiting(view) : nothing}`
    );
  }

  #stuckNote({ translator }: RenderContext) {
    return this.#stuck ? html`<p role="alert" tabindex="-1">${translator.t(`${this.kind}.failNetwork`)}</p>` : nothing;
  }

  async #lead(): Promise<SubmissionController> {
    if (!this.way) {
      this.later = await this.loadLater();
      this.way ??= this.#newWay(this.later);
      this.wear(this.later.styles);
    }
    return this.way;
  }

  #newWay(later: FormModule): SubmissionController {
    return new later.SubmissionController(later, this, this.kind, {
      root: this.root,
      clock: CampaignElement.clock,
      phaseOf: (campaign) => this.stateOf(campaign),
      setState: (state) => this.setState(state),
      report: (error) => this.report(error),
      go: (name) => this.go(name),
    });
  }

  #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.state !== 'open' || this.#press) return;
    const press = (this.#press = {});
    const form = event.target as HTMLFormElement;
    const view = this.view!;
    void this.#lead()
      .then(
        (way) => way.submit(form, view),
        (error: unknown) => {
          // Everything typed still stands in the form, and the next press asks for the code again.
          this.#stuck = true;
          this.requestUpdate();
          this.report(error);
        },
      )
      .finally(() => {
        if (this.#press === press) this.#press = undefined;
      });
  };
}

reflect(CampaignFormElement.prototype, ['partner']);
reflectFlags(CampaignFormElement.prototype, ['testing']);
