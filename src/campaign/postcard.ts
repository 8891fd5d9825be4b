/** The rules of a card. */
import type { Person } from './schema/campaign.schema.ts';

/**
 * Whoever has got the fewest cards.
 * @param people at least one
 * @param perPerson cards for each, by id
 * @param random from 0 to 1: of several with the fewest, not everybody takes the first
 */
export function pickPersonWithFewestCards(people: readonly Person[], perPerson: Record<string, number>, random: number): string {
  const cards = ({ id }: Person) => perPerson[id] ?? 0;
  const least = Math.min(...people.map(cards));
  const ids = people.filter((one) => cards(one) === least).map(({ id }) => id);
  return ids[Math.floor(random * ids.length)] ?? ids[0]!;
}
