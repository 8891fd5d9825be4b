/** How long people have been held, in sentences, wherever that is told. */
import { listOf } from './format-list.ts';
import type { Person } from '../campaign/schema/campaign.schema.ts';
import type { Count } from '../campaign/detention-days.ts';
import type { Speaker } from './translator.ts';

/** A count that has not begun is no number: those people are not in detention. */
export const hasBegun = ({ days, held }: Count<unknown>): boolean => held || days > 0;

/** One sentence for all, but for those who are not in detention: each has one. */
export function sentences(speaker: Speaker, count: Count<Pick<Person, 'name'>>): string[] {
  const { days, held } = count;
  const names = count.people.map(({ name }) => name);
  if (!hasBegun(count)) return names.map((name) => speaker.say('counter.notYet', { name }));
  const [name, other] = names;
  if (!other) return [speaker.count(held ? 'counter.held' : 'counter.freed', days, { name: name! })];
  return [speaker.count(held ? 'counter.heldTogether' : 'counter.freedTogether', days, { names: listOf(speaker, names) })];
}

/** What the number counts, such as "days in detention". */
export const unitOf = (speaker: Speaker, count: Count<unknown>): string =>
  speaker.count(count.held || !count.days ? 'counter.unit' : 'counter.unitFree', count.days);
