import type { Person } from './schema/campaign.schema.ts';

/**
 * The person to suggest to a supporter.
 * @param people at least one
 * @param perPerson the number of cards for each person, by id
 * @param random from 0 to 1: of several people with the fewest cards, not every supporter gets the first
 */
export function pickPersonWithFewestCards(people: readonly Person[], perPerson: Record<string, number>, random: number): string {
  const getCards = ({ id }: Person) => perPerson[id] ?? 0;
  const minimum = Math.min(...people.map(getCards));
  const ids = people.filter((person) => getCards(person) === minimum).map(({ id }) => id);
  return ids[Math.floor(random * ids.length)] ?? ids[0]!;
}
