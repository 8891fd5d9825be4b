/** How long people have been held, in sentences, wherever that is told. */
import { formatList } from './format-list.ts';
import type { Person } from '../campaign/schema/campaign.schema.ts';
import type { DetentionGroup } from '../campaign/detention-days.ts';
import type { Translator } from './translator.ts';

/** A count that has not begun is no number: those people are not in detention. */
export const hasStarted = ({ days, held }: DetentionGroup<unknown>): boolean => held || days > 0;

/** One sentence for all, but for those who are not in detention: each has one. */
export function describeDetention(translator: Translator, count: DetentionGroup<Pick<Person, 'name'>>): string[] {
  const { days, held } = count;
  const names = count.people.map(({ name }) => name);
  if (!hasStarted(count)) return names.map((name) => translator.t('counter.notDetained', { name }));
  const [name, other] = names;
  if (!other) return [translator.plural(held ? 'counter.held' : 'counter.released', days, { name: name! })];
  return [translator.plural(held ? 'counter.heldTogether' : 'counter.releasedTogether', days, { names: formatList(translator, names) })];
}

/** What the number counts, such as "days in detention". */
export const getUnitLabel = (translator: Translator, count: DetentionGroup<unknown>): string =>
  translator.plural(count.held || !count.days ? 'counter.unit' : 'counter.unitReleased', count.days);
