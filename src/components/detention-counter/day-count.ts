/** One number of days, large, with those who have been held for that long under it. */
import { dayBounds, type Count } from '../../campaign/detention-days.ts';
import { hasBegun, sentences, unitOf } from '../../i18n/detention-messages.ts';
import { el } from '../../utils/create-element.ts';
import type { Person } from '../../campaign/schema/campaign.schema.ts';
import type { Speaker } from '../../i18n/translator.ts';

/** Shows the time of an instant, in milliseconds since the epoch. */
export type Hand = (now: number) => void;

/**
 * @param statuses whether they hold on the day that is counted to
 * @param hands takes those of a clock; without it there is none
 */
export function countBlock(speaker: Speaker, count: Count<Person>, statuses: boolean, hands?: Hand[]): HTMLElement {
  const { days, held, people } = count;
  const [one] = people as [Person];
  const box = el('div', { class: 'group' });
  const said = sentences(speaker, count);
  if (one.name && !hasBegun(count)) {
    box.append(...said.map((sentence) => el('p', { part: 'text' }, sentence)));
    return box;
  }
  // With a name the count is heard as a sentence, once, not each second; without one it is heard as it is seen.
  if (one.name) box.append(el('p', { class: 'hush', ...(hands && { role: 'timer', 'aria-live': 'off' }) }, said[0]!));
  const seen = one.name ? { 'aria-hidden': 'true' } : undefined;
  box.append(
    el('p', { part: 'count', class: 'days', ...seen }, speaker.number(days)),
    el('p', { part: 'unit', class: 'unit', ...seen }, unitOf(speaker, count)),
  );
  if (held && hands) box.append(clock(speaker, one, hands));
  if (one.name) box.append(...places(people, statuses));
  return box;
}

function clock(speaker: Speaker, place: Person, hands: Hand[]): HTMLElement {
  const zero = speaker.number(0);
  const box = el('p', { class: 'clock', 'aria-hidden': 'true' });
  const cells = ([['counter.hours', 3600], ['counter.minutes', 60], ['counter.seconds', 1]] as const).map(([key, length]) => {
    const number = el('b', { part: 'count' }, '');
    const unit = el('span', { part: 'unit' }, '');
    let shown: number | undefined;
    let told = '';
    box.append(el('span', {}, number, unit));
    return (seconds: number) => {
      const value = Math.floor(seconds / length) % 60;
      if (value === shown) return;
      shown = value;
      number.textContent = speaker.number(value).padStart(2, zero);
      const words = speaker.count(key, value);
      if (words !== told) unit.textContent = told = words;
    };
  });
  hands.push((now) => {
    const seconds = (now - dayBounds(place, now)[0]) / 1000;
    for (const show of cells) show(seconds);
  });
  return box;
}

/** The names of each place, or of each status, together. */
function places(people: readonly Person[], statuses: boolean): HTMLElement[] {
  const lists = new Map<string, HTMLElement>();
  const boxes: HTMLElement[] = [];
  for (const { name, place, status } of people) {
    const told = [place, statuses && status].filter(Boolean) as string[];
    const key = told.join('\n');
    let list = lists.get(key);
    if (!list) {
      lists.set(key, (list = el('ul', {})));
      boxes.push(el('div', { class: 'place' }, list, ...told.map((text) => el('p', { part: 'text', class: 'muted' }, text))));
    }
    list.append(el('li', { part: 'person' }, name));
  }
  return boxes;
}
