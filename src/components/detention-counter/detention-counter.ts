import { html, nothing, render, type PropertyDeclarations, type PropertyValues } from 'lit';
import { isIsoDate, isIsoDateTime } from '../../campaign/dates.ts';
import { isOngoing, groupByDaysHeld, getDayRange, localDate, todayAt, type DayRange } from '../../campaign/detention-days.ts';
import { InvalidDocumentError } from '../../api/errors.ts';
import { lazyModule } from '../../api/lazy-module.ts';
import { serverNow } from '../../api/server-clock.ts';
import { CampaignElement } from '../../base/campaign-element.ts';
import { ActionShareEvent } from '../../base/events.ts';
import { ClockController } from '../../controllers/clock-controller.ts';
import { counterMessages } from '../../i18n/generated/counter.gen.ts';
import { addMessages, matchLanguage } from '../../i18n/get-translator.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { textProperty, toText } from '../../utils/text-attribute.ts';
import { DeliveryController } from '../shared/outbox/delivery-controller.ts';
import { clockTime, dayCount } from './day-count.ts';
import { styles } from './detention-counter.styles.ts';
import type { CampaignRequest, ResolvedCampaign } from '../../api/resolve-campaign.ts';
import type { RenderContext } from '../../controllers/campaign-controller.ts';
import type { Campaign, Person } from '../../campaign/schema/campaign.schema.ts';
import type { ShareImagePanel } from './share-image-panel.ts';

const loadResolveModule = lazyModule(() => import('../../api/resolve-campaign.ts'));
const loadDelivery = lazyModule(() => import('../shared/outbox/delivery.lazy.ts'));
const loadPanelModule = lazyModule(() => import('./share-image-panel.ts'));

/**
 * How many days someone has been held: calendar days at the place of detention, with the day of arrest as day 0. From a
 * campaign, or from attributes alone. With `unit="clock"` it also shows the hours, minutes and seconds since the day began
 * there, so the count of days changes when the calendar does. On the day of a clock change such a day has 23 or 25 hours. A
 * count that has ended is shown in days.
 *
 * With a server the time is the server's, however wrong the device clock is. Without one, the device clock is used.
 *
 * @tagname detention-counter
 * @fires {CustomEvent} action-load - The campaign is loaded and rendered: `{campaign, state}`
 * @fires {CustomEvent} action-sent - A submission that an earlier page of the site has left has now arrived: `{id, kind, replayed}`
 * @fires {CustomEvent} action-error - Loading the campaign, or the code for the image, has failed: `{code, status?}`
 * @fires {CustomEvent} action-share - The image of the count was shared: `{channel}`
 * @cssstate loading - The campaign is loading; the fallback content is shown
 * @cssstate open - The count is shown
 * @cssstate failed - The count could not be shown; the fallback content is shown
 * @csspart count - One number: days, hours, minutes or seconds
 * @csspart unit - The unit of a number, such as “days in detention”
 * @csspart person - The name of one person
 * @csspart text - A place, a status, or a sentence that is shown instead of a number
 * @csspart note - The date that is counted to, if it is not today; a message that the image could not be loaded; or what has become of a submission that an earlier page has left
 * @csspart share - The section with the image to share
 * @csspart button - A button, or a link that looks like one
 * @slot - Fallback content: shown until the element is ready, and whenever it cannot be. A link, or the count as an image
 */
export class DetentionCounter extends CampaignElement {
  static override styles = [baseStyles, styles];
  static override properties: PropertyDeclarations = {
    person: textProperty,
    since: textProperty,
    until: textProperty,
    timeZone: { attribute: 'time-zone', reflect: true, converter: textProperty.converter },
    name: textProperty,
    unit: textProperty,
    now: textProperty,
  };

  /** Id of one person of the campaign. Default: all of them. */
  declare person: string | null;
  /** First day in detention, `YYYY-MM-DD`, for a count without a campaign. */
  declare since: string | null;
  /** Day of release, `YYYY-MM-DD`, for a count without a campaign. */
  declare until: string | null;
  /** Time zone of the place of detention, such as `Asia/Phnom_Penh`, for a count without a campaign. Default: UTC. */
  declare timeZone: string | null;
  /** Name of the person, for a count without a campaign. */
  declare name: string | null;
  /** `days`, or `clock`: also hours, minutes and seconds, live. */
  declare unit: 'days' | 'clock' | null;
  /** An ISO instant to count to, instead of the present. */
  declare now: string | null;

  readonly #delivery = new DeliveryController(this, () => this.context, loadDelivery);
  /** What is counted to, if it is not the present; milliseconds since the epoch, like all times here. */
  #asOf: number | undefined;
  /** Whose days are shown. */
  #people: Person[] = [];
  /** While the time is within all of them, no number of days changes. */
  #dayRanges: DayRange[] = [];
  /** The places whose time the clocks show, in the order of the clocks. */
  #clockPlaces: Person[] = [];
  #panel: ShareImagePanel | undefined;
  #isPanelMissing = false;

  constructor() {
    super(counterMessages);
    new ClockController(this, {
      getTarget: () => (this.#asOf === undefined ? (this.renderRoot.querySelector('.counts') ?? undefined) : undefined),
      onTick: (now) => this.#onTick(now),
    });
    this.person = this.since = this.until = this.timeZone = this.name = this.unit = this.now = null;
  }

  protected override getDependencies(): readonly (string | null)[] {
    return [this.person, this.since, this.until, this.timeZone, this.now, this.name].map(toText);
  }

  /** Without a campaign, the attributes take its place. */
  protected override getInlineCampaign(): Campaign | undefined {
    const [person, since, until, timeZone, , name] = this.getDependencies();
    if (!this.#isStandalone || !(since || until || timeZone || name)) return this.campaign;
    const language = matchLanguage(this.localize.language) || 'en';
    const held = [{ from: since!, to: until ?? undefined }];
    const people = [{ id: person ?? '', name: name ?? '', timeZone: timeZone ?? 'UTC', held }];
    return { version: 1, id: 'days', language, title: '', organiser: { name: '', url: '' }, people };
  }

  protected override async resolveCampaign(request: CampaignRequest): Promise<ResolvedCampaign> {
    if (!this.#isStandalone) {
      const { resolveCampaign } = await loadResolveModule();
      const resolved = await resolveCampaign(request);
      // A count to a given day needs no clock.
      if (!toText(this.now)) void resolved.syncClock?.();
      return resolved;
    }
    // The attributes are validated one by one, in prepare().
    const original = request.inlineCampaign!;
    return { original, campaign: original, language: original.language, uiLanguage: request.language, base: request.baseUri };
  }

  protected override prepare(campaign: Campaign): void {
    const invalid = this.#findInvalidAttribute(campaign);
    if (invalid) {
      // What was shown until now is no longer what the page asks for.
      this.campaignController.discard();
      throw new InvalidDocumentError(`invalid ${invalid.startsWith('/') ? 'campaign' : 'attribute'}: ${invalid}`);
    }
    const now = toText(this.now);
    this.#asOf = now === null ? undefined : Date.parse(now);
  }

  protected override renderContent(context: RenderContext): unknown {
    const { campaign, translator } = context;
    const selected = this.#selectPeople(campaign);
    // While another campaign is loaded, its person may be missing here.
    const people = (this.#people = selected.length ? selected : this.#people);
    const now = this.#asOf ?? serverNow();
    const isClock = toText(this.unit) === 'clock';
    const groups = groupByDaysHeld(people, now, isClock);
    this.#dayRanges = people.filter((person) => isOngoing(person, now)).map((person) => getDayRange(person, now));
    this.#clockPlaces = isClock ? groups.filter(({ held }) => held).map((group) => group.people[0]!) : [];
    const hasStatus = this.#asOf === undefined;
    return html`${this.#delivery.value?.renderNotice()}
      <div class="counts">${groups.map((group) => dayCount(translator, group, { hasStatus, isClock }))}</div>
      ${hasStatus
        ? nothing
        : html`<p part="note" class="muted">${translator.t('counter.asOf', { date: translator.formatDate(todayAt(people[0]!, now)) })}</p>`}
      ${people[0]!.name ? this.#renderShare(context) : nothing}`;
  }

  protected override updated(changed: PropertyValues): void {
    this.#renderClocks(this.#asOf ?? serverNow());
    super.updated(changed);
  }

  /** Changes only the clocks, once a second, without rendering the whole element. */
  #renderClocks(now: number): void {
    const clocks = this.renderRoot.querySelectorAll<HTMLElement>('.clock');
    this.#clockPlaces.forEach((place, i) => {
      if (this.context && clocks[i]) render(clockTime(this.context.translator, place, now), clocks[i]);
    });
  }

  #onTick(now: number): number {
    if (!this.context) return Infinity;
    if (this.#dayRanges.some(([start, end]) => now < start || now >= end)) {
      // The clock is set again after the update.
      this.requestUpdate();
      return Infinity;
    }
    this.#renderClocks(now);
    return this.#clockPlaces.length ? 1000 - (now % 1000) : Math.min(...this.#dayRanges.map(([, end]) => end)) - now;
  }

  /** The image of the count, whose code is loaded when someone wants one. */
  #renderShare(context: RenderContext): unknown {
    const { translator } = context;
    return html`<div part="share">
      <button type="button" part="button" aria-expanded=${this.#panel?.isOpen ?? false} @click=${this.#onShare}>${translator.t('counter.share')}</button>
      ${this.#panel?.render(context)}
      ${this.#isPanelMissing ? html`<p role="alert" part="note">${translator.t('counter.shareFailed')}</p>` : nothing}
    </div>`;
  }

  readonly #onShare = async (): Promise<void> => {
    this.#isPanelMissing = false;
    try {
      const { ShareImagePanel, messages, styles } = await loadPanelModule();
      if (!this.#panel) {
        addMessages(counterMessages, messages);
        this.addStyles([styles]);
        this.#panel = new ShareImagePanel(this, () => this.dispatchEvent(new ActionShareEvent('native')));
      }
      const { context } = this;
      if (context) this.#panel.toggle(context, this.#people, this.#asOf ?? serverNow());
    } catch (error) {
      this.#isPanelMissing = true;
      this.reportError(error);
    }
    this.requestUpdate();
  };

  get #isStandalone(): boolean {
    return !toText(this.src) && !this.campaign;
  }

  #selectPeople({ people = [] }: Campaign): Person[] {
    const person = toText(this.person);
    return people.filter(({ id }) => person === null || id === person);
  }

  /** @returns the name of the attribute that cannot be used, or the JSON Pointer of what the campaign lacks */
  #findInvalidAttribute(campaign: Campaign): string | undefined {
    const [person, since, until, timeZone, now] = this.getDependencies();
    if (now && !isIsoDateTime(now)) return 'now';
    if (!this.#selectPeople(campaign).length) return person ? 'person' : '/people';
    if (!this.#isStandalone) return undefined;
    if (!since || !isIsoDate(since)) return 'since';
    if (until && (!isIsoDate(until) || until < since)) return 'until';
    try {
      localDate(timeZone ?? 'UTC', 0);
      return undefined;
    } catch {
      return 'time-zone';
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'detention-counter': DetentionCounter;
  }
}
