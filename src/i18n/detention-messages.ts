/** How long people have been held, in sentences. */
import { formatList } from './format-list.ts';
import type { Person } from '../campaign/schema/campaign.schema.ts';
import type { DetentionGroup } from '../campaign/detention-days.ts';
import type { Translator } from './translator.ts';

/** Whether the detention has started; before that there is no number to show. */
export const hasStarted = ({ days, held }: DetentionGroup<unknown>): boolean => held || days > 0;

/** One sentence for the whole group, but one for each person who has never been held. */
export function describeDetention(translator: Translator, group: DetentionGroup<Pick<Person, 'name'>>): string[] {
  const { days, held } = group;
  const names = group.people.map(({ name }) => name);
  if (!hasStarted(group)) return names.map((name) => translator.t('counter.notDetained', { name }));
  const [name = '', ...others] = names;
  if (!others.length) return [translator.plural(held ? 'counter.held' : 'counter.released', days, { name })];
  return [translator.plural(held ? 'counter.heldTogether' : 'counter.releasedTogether', days, { names: formatList(translator, names) })];
}

/** What the number counts, such as “days in detention”. */
export const getUnitLabel = (translator: Translator, group: DetentionGroup<unknown>): string =>
  translator.plural(group.held || !group.days ? 'counter.unit' : 'counter.unitReleased', group.days);
