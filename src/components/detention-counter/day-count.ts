/** One number of days, large, with those who have been held for that long under it. */
import { getDayRange, type DetentionGroup } from '../../campaign/detention-days.ts';
import { hasStarted, describeDetention, getUnitLabel } from '../../i18n/detention-messages.ts';
import { createElement } from '../../utils/create-element.ts';
import type { Person } from '../../campaign/schema/campaign.schema.ts';
import type { Translator } from '../../i18n/translator.ts';

/** Shows the time of an instant, in milliseconds since the epoch. */
export type Hand = (now: number) => void;

/**
 * @param statuses whether they hold on the day that is counted to
 * @param clockUpdaters takes those of a clock; without it there is none
 */
export function dayCount(translator: Translator, count: DetentionGroup<Person>, statuses: boolean, clockUpdaters?: Hand[]): HTMLElement {
  const { days, held, people } = count;
  const [one] = people as [Person];
  const box = createElement('div', { class: 'group' });
  const said = describeDetention(translator, count);
  if (one.name && !hasStarted(count)) {
    box.append(...said.map((sentence) => createElement('p', { part: 'text' }, sentence)));
    return box;
  }
  // With a name the count is heard as a sentence, once, not each second; without one it is heard as it is seen.
  if (one.name) box.append(createElement('p', { class: 'hush', ...(clockUpdaters && { role: 'timer', 'aria-live': 'off' }) }, said[0]!));
  const seen = one.name ? { 'aria-hidden': 'true' } : undefined;
  box.append(
    createElement('p', { part: 'count', class: 'days', ...seen }, translator.formatNumber(days)),
    createElement('p', { part: 'unit', class: 'unit', ...seen }, getUnitLabel(translator, count)),
  );
  if (held && clockUpdaters) box.append(clock(translator, one, clockUpdaters));
  if (one.name) box.append(...places(people, statuses));
  return box;
}

function clock(translator: Translator, place: Person, clockUpdaters: Hand[]): HTMLElement {
  const zero = translator.formatNumber(0);
  const box = createElement('p', { class: 'clock', 'aria-hidden': 'true' });
  const cells = ([['counter.hours', 3600], ['counter.minutes', 60], ['counter.seconds', 1]] as const).map(([key, length]) => {
    const number = createElement('b', { part: 'count' }, '');
    const unit = createElement('span', { part: 'unit' }, '');
    let shown: number | undefined;
    let labels = '';
    box.append(createElement('span', {}, number, unit));
    return (seconds: number) => {
      const value = Math.floor(seconds / length) % 60;
      if (value === shown) return;
      shown = value;
      number.textContent = translator.formatNumber(value).padStart(2, zero);
      const words = translator.plural(key, value);
      if (words !== labels) unit.textContent = labels = words;
    };
  });
  clockUpdaters.push((now) => {
    const seconds = (now - getDayRange(place, now)[0]) / 1000;
    for (const show of cells) show(seconds);
  });
  return box;
}

/** The names of each place, or of each status, together. */
function places(people: readonly Person[], statuses: boolean): HTMLElement[] {
  const lists = new Map<string, HTMLElement>();
  const boxes: HTMLElement[] = [];
  for (const { name, place, status } of people) {
    const labels = [place, statuses && status].filter(Boolean) as string[];
    const key = labels.join('\n');
    let list = lists.get(key);
    if (!list) {
      lists.set(key, (list = createElement('ul', {})));
      boxes.push(createElement('div', { class: 'place' }, list, ...labels.map((text) => createElement('p', { part: 'text', class: 'muted' }, text))));
    }
    list.append(createElement('li', { part: 'person' }, name));
  }
  return boxes;
}
