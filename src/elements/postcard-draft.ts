/** A card as far as it is written: what the page shows of it while somebody chooses and types. */
import { fewestOf } from '../campaign/postcard.ts';
import type { Person, Postcard } from '../campaign/campaign.ts';

export type Side = 'front' | 'back';

export class PostcardDraft {
  side: Side = 'front';
  message = '';
  /** The name it is signed with. */
  from = '';
  #design: string | undefined;
  /** Undefined as long as nobody chose: then whoever has got the fewest cards is suggested. */
  #to: Set<string> | undefined;
  #changed: () => void;
  /** From 0 to 1, the same for the life of this card: of several with the fewest cards, not everybody takes the first. */
  #chance: number;
  /** Who was suggested: numbers that move do not turn somebody's words to another. */
  #suggested: string | undefined;

  constructor(changed: () => void, chance = Math.random()) {
    this.#changed = changed;
    this.#chance = chance;
  }

  design({ designs }: Postcard): string {
    return this.#design ?? designs[0]!.id;
  }

  /**
   * Whoever has got the fewest cards, where the campaign suggests that and there is a choice.
   * @param perPerson cards for each; undefined as long as nobody knows
   */
  fewest({ choose, suggest }: Postcard, people: readonly Person[], perPerson: Record<string, number> | undefined): string | undefined {
    if (suggest === 'none' || choose === 'all' || people.length < 2 || !perPerson) return undefined;
    if (!people.some(({ id }) => id === this.#suggested)) this.#suggested = fewestOf(people, perPerson, this.#chance);
    return this.#suggested;
  }

  /** Ids of those who are chosen. */
  chosen({ choose }: Postcard, people: readonly Person[], fewest: string | undefined): string[] {
    const ids = people.map(({ id }) => id);
    if (choose === 'all' || ids.length === 1) return ids;
    return this.#to ? ids.filter((id) => this.#to!.has(id)) : ids.filter((id) => id === fewest);
  }

  /** @param chosen those who were chosen until now */
  toggle(id: string, only: boolean, chosen: readonly string[]): void {
    this.#to = new Set(only ? [] : chosen);
    if (!this.#to.delete(id)) this.#to.add(id);
    this.#changed();
  }

  turn(side: Side): void {
    this.side = side;
    this.#changed();
  }

  onDesign = (id: string): void => {
    this.#design = id;
    this.turn('front');
  };

  onMessage = (event: Event): void => {
    this.message = (event.target as HTMLTextAreaElement).value;
    this.#changed();
  };

  onFrom = (event: Event): void => {
    this.from = (event.target as HTMLInputElement).value;
    this.#changed();
  };
}
