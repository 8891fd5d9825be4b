import { isOngoing, groupByDaysHeld, getDayRange, localDate, todayAt, type DayRange } from '../../campaign/detention-days.ts';
import { isIsoDate, isIsoDateTime } from '../../campaign/dates.ts';
import { InvalidDocumentError, NetworkError } from '../../api/errors.ts';
import { counterMessages } from '../../i18n/generated/counter.gen.ts';
import { matchLanguage } from '../../i18n/get-translator.ts';
import { baseStyles } from '../../styles/base.styles.ts';
import { CampaignElement, deviceClock } from '../../base/campaign-element.ts';
import { dayCount, type Hand } from './day-count.ts';
import { styles } from './detention-counter.styles.ts';
import { createElement } from '../../utils/create-element.ts';
import { importWithRetry } from '../../utils/import-with-retry.ts';
import { reflect } from '../../base/rendering-element.ts';
import { startTicking, tickVisible } from '../../controllers/clock-controller.ts';
import type { Campaign, Person } from '../../campaign/schema/campaign.schema.ts';
import type { ResolvedCampaign, CampaignRequest } from '../../api/resolve-campaign.ts';
import type { RenderContext } from '../../base/render-context.ts';

// Not in the class: TypeScript leaves the names of the files as they are in there.
const loadDocument = () => import('../../api/resolve-campaign.ts');
const loadLater = importWithRetry(() => import('./share-image-panel.ts'));

const attributes = ['person', 'since', 'until', 'time-zone', 'name', 'unit', 'now'];

/**
 * How many days somebody has been held: calendar days at the place of detention, the day of arrest being day 0. From a
 * campaign, or from attributes alone. With `unit="clock"` also the hours, minutes and seconds since the day began there,
 * so that the count of days changes when the calendar does; on the day of a clock change such a day has 23 or 25 hours.
 * A count that has ended stands still, and is told in days.
 *
 * Beside an endpoint the time is the endpoint's, however wrong the device's clock is; where there is none, the device is
 * believed.
 *
 * @tagname detention-counter
 * @fires {CustomEvent} action-load - the document is here and shown: `{campaign, state}`
 * @fires {CustomEvent} action-error - something failed: `{code, status?}`
 * @fires {CustomEvent} action-share - a picture of the count was handed on: `{channel}`
 * @cssstate loading - the document is on its way; the children show
 * @cssstate open - the count is shown
 * @cssstate failed - could not be shown; the children show
 * @csspart count - a number
 * @csspart unit - what the number counts
 * @csspart person - one name
 * @csspart text - a place, a status, or a sentence that takes the place of a number
 * @csspart note - the day that is counted to, where it is not today; what went wrong with a picture
 * @csspart share - the picture to pass on
 * @csspart button - a button, or a link that looks like one
 * @slot - shown until the element is ready, and where it can not be: a link, or the count as a picture
 */
export class DetentionCounter extends CampaignElement {
  static override styles = [baseStyles, styles];
  static override observedAttributes = [...CampaignElement.observedAttributes, ...attributes];

  /** Id of one person of the campaign; all of them without it. */
  declare person: string | null;
  /** First day in detention, `YYYY-MM-DD`, where there is no campaign. */
  declare since: string | null;
  /** Day of release, `YYYY-MM-DD`. */
  declare until: string | null;
  /** Of the place of detention, such as `Asia/Phnom_Penh`; days change at midnight in Greenwich without it. */
  declare timeZone: string | null;
  /** Whose days are counted, where there is no campaign. */
  declare name: string | null;
  /** `days`, or `clock`: also hours, minutes and seconds, live. */
  declare unit: 'days' | 'clock' | null;
  /** An ISO instant to count to, instead of the present. */
  declare now: string | null;

  /** The clock of an endpoint that any element of the page has heard from: a count from attributes asks none. */
  static tell(clock: () => number): void {
    if (CampaignElement.clock === deviceClock) CampaignElement.clock = clock;
    tickVisible();
  }

  protected override readonly words = counterMessages;
  #counts = createElement('div', { class: 'counts' });
  #renderedView: RenderContext | undefined;
  #people: readonly Person[] = [];
  /** What is counted to, where it is not the present; milliseconds since the epoch, as all here. */
  #asOf: number | undefined;
  /** Within all of them no number of days changes. */
  #dayRanges: DayRange[] = [];
  /** What changes each second. */
  #hands: Hand[] = [];

  /** Without a campaign the attributes say what one would. */
  protected override given(): Campaign | undefined {
    const { since, until, timeZone, name } = this;
    const given = super.given();
    if (given || this.src || (since ?? until ?? timeZone ?? name) === null) return given;
    const language = matchLanguage(this.language()) || 'en';
    const held = [{ from: since!, to: until ?? undefined }];
    const person = { id: this.person ?? '', name: name ?? '', timeZone: timeZone ?? 'UTC', held };
    return { version: 1, id: 'days', language, title: '', organiser: { name: '', url: '' }, people: [person] };
  }

  protected override async find(wish: CampaignRequest): Promise<ResolvedCampaign> {
    if (!this.#isStandalone) return (await loadDocument()).resolveCampaign(wish);
    // What attributes say is looked at one by one.
    const original = wish.inlineCampaign!;
    return { original, campaign: original, language: original.language, uiLanguage: wish.language, base: wish.page };
  }

  protected override accept(campaign: Campaign): void {
    const { person, now } = this;
    const wrong = this.#invalidAttribute() ?? (this.#selectPeople(campaign).length ? undefined : person === null ? '/people' : 'person');
    if (wrong) {
      // What was shown until now is not what is asked for.
      this.view = undefined;
      throw new InvalidDocumentError(`can not count by ${wrong}`);
    }
    this.#asOf = now === null ? undefined : Date.parse(now);
  }

  protected override paint(box: HTMLElement, view: RenderContext): void {
    if (this.#renderedView !== view) {
      const { campaign, translator } = view;
      this.#renderedView = view;
      this.#people = this.#selectPeople(campaign);
      const [one] = this.#people as [Person];
      box.replaceChildren(this.#counts);
      if (this.#asOf !== undefined) {
        const date = translator.formatDate(todayAt(one, this.#asOf));
        box.append(createElement('p', { part: 'note', class: 'muted' }, translator.t('counter.asOf', { date })));
      }
      if (one.name) box.append(this.#share(view));
    }
    this.#draw(view);
  }

  protected override live({ syncClock }: RenderContext, signal: AbortSignal): void {
    if (this.#asOf !== undefined) return;
    startTicking(this.#counts, () => this.#tick(), signal);
    void syncClock?.();
  }

  #tick(): number {
    if (!this.view) return Infinity;
    const now = CampaignElement.clock();
    if (this.#dayRanges.some(([from, to]) => now < from || now >= to)) this.#draw(this.view);
    else for (const hand of this.#hands) hand(now);
    return this.#hands.length ? 1000 - (now % 1000) : Math.min(...this.#dayRanges.map(([, to]) => to)) - now;
  }

  #draw({ translator }: RenderContext): void {
    const now = this.#asOf ?? CampaignElement.clock();
    const clock = this.unit === 'clock';
    this.#dayRanges = this.#people.filter((one) => isOngoing(one, now)).map((one) => getDayRange(one, now));
    this.#hands = [];
    const counts = groupByDaysHeld(this.#people, now, clock);
    this.#counts.replaceChildren(
      ...counts.map((count) => dayCount(translator, count, this.#asOf === undefined, clock ? this.#hands : undefined)),
    );
    for (const hand of this.#hands) hand(now);
  }

  /** A picture of the count, whose code comes when somebody wants one. */
  #share(view: RenderContext): HTMLElement {
    const { translator } = view;
    const button = createElement('button', { type: 'button', part: 'button', 'aria-expanded': 'false' }, translator.t('counter.share'));
    const section = createElement('div', { part: 'share' }, button);
    const trouble = createElement('p', { role: 'alert', part: 'note' });
    button.addEventListener('click', () => {
      trouble.remove();
      loadLater().then(
        ({ toggleShareImage }) => {
          const now = this.#asOf ?? CampaignElement.clock();
          toggleShareImage(this, section, view, this.#people, now);
        },
        () => {
          trouble.textContent = translator.t('counter.shareFailed');
          section.append(trouble);
          this.report(new NetworkError('code not loaded'));
        },
      );
    });
    return section;
  }

  get #isStandalone(): boolean {
    return !this.src && !super.given();
  }

  #selectPeople({ people = [] }: Campaign): Person[] {
    return people.filter(({ id }) => this.person === null || id === this.person);
  }

  /** @returns the attribute that can not be read */
  #invalidAttribute(): string | undefined {
    const { now, since, until, timeZone } = this;
    if (now !== null && !isIsoDateTime(now)) return 'now';
    if (!this.#isStandalone) return undefined;
    if (since === null || !isIsoDate(since)) return 'since';
    if (until !== null && (!isIsoDate(until) || until < since)) return 'until';
    try {
      localDate(timeZone ?? 'UTC', 0);
      return undefined;
    } catch {
      return 'time-zone';
    }
  }
}

reflect(DetentionCounter.prototype, attributes);

declare global {
  interface HTMLElementTagNameMap {
    'detention-counter': DetentionCounter;
  }
}
