/** One number of days, large, with the people who have been held for that long below it. */
import { html, nothing, type TemplateResult } from 'lit';
import { getDayRange, type DetentionGroup } from '../../campaign/detention-days.ts';
import { hasStarted, describeDetention, getUnitLabel } from '../../i18n/detention-messages.ts';
import type { Person } from '../../campaign/schema/campaign.schema.ts';
import type { CountedKey, Translator } from '../../i18n/translator.ts';

export interface DayCountOptions {
  /** Whether each person's status applies on the day that is counted to. */
  hasStatus: boolean;
  /** Leaves room for hours, minutes and seconds; `clockTime` renders them into `.clock`. */
  isClock: boolean;
}

export function dayCount(translator: Translator, group: DetentionGroup<Person>, { hasStatus, isClock }: DayCountOptions): TemplateResult {
  const { days, held, people } = group;
  const isNamed = Boolean(people[0]!.name);
  const sentences = describeDetention(translator, group);
  if (isNamed && !hasStarted(group))
    return html`<div class="group">${sentences.map((sentence) => html`<p part="text">${sentence}</p>`)}</div>`;
  // With a name, screen readers read a sentence, once, and not every second. Without one, they read what is visible.
  const hidden = isNamed ? 'true' : nothing;
  return html`<div class="group">
    ${isNamed
      ? html`<p class="visually-hidden" role=${isClock ? 'timer' : nothing} aria-live=${isClock ? 'off' : nothing} .textContent=${sentences[0]!}></p>`
      : nothing}
    <p part="count" class="days" aria-hidden=${hidden} .textContent=${translator.formatNumber(days)}></p>
    <p part="unit" class="unit" aria-hidden=${hidden} .textContent=${getUnitLabel(translator, group)}></p>
    ${held && isClock ? html`<p class="clock" aria-hidden="true"></p>` : nothing} ${isNamed ? placeLists(people, hasStatus) : nothing}
  </div>`;
}

const clockUnits: readonly (readonly [key: CountedKey, seconds: number])[] = [
  ['counter.hours', 3600],
  ['counter.minutes', 60],
  ['counter.seconds', 1],
];

/** By language, unit and value, for all clocks of the page: each number is formatted once. */
const clockCells = new Map<string, TemplateResult>();

function clockCell(translator: Translator, key: CountedKey, value: number): TemplateResult {
  const id = `${translator.language} ${key} ${value}`;
  const cell =
    clockCells.get(id) ?? html`<span><b part="count" .textContent=${translator.formatNumber(value).padStart(2, translator.formatNumber(0))}></b><span part="unit" .textContent=${translator.plural(key, value)}></span></span>`;
  clockCells.set(id, cell);
  return cell;
}

/** Hours, minutes and seconds since the day began at the place of detention. */
export function clockTime(translator: Translator, place: Person, now: number): TemplateResult[] {
  const seconds = (now - getDayRange(place, now)[0]) / 1000;
  return clockUnits.map(([key, length]) => clockCell(translator, key, Math.floor(seconds / length) % 60));
}

/** The names of each place, or of each status, together. */
function placeLists(people: readonly Person[], hasStatus: boolean): TemplateResult[] {
  const getLabels = ({ place, status }: Person) => [place, hasStatus && status].filter(Boolean);
  return [...Map.groupBy(people, (person) => getLabels(person).join('\n')).values()].map(
    (group) => html`<div class="place">
      <ul>
        ${group.map(({ name }) => html`<li part="person"><bdi>${name}</bdi></li>`)}
      </ul>
      ${getLabels(group[0]!).map((label) => html`<p part="text" class="muted"><bdi>${label}</bdi></p>`)}
    </div>`,
  );
}
