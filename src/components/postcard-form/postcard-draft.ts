/** A card as far as it is written: what the page shows of it while somebody chooses and types. */
import type { Person, Postcard } from '../../campaign/schema/campaign.schema.ts';

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
  /** Who was suggested: numbers that move do not turn somebody's words to another. */
  #suggested: string | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  design({ designs }: Postcard): string {
    return this.#design ?? designs[0]!.id;
  }

  /** Whoever is suggested. @param suggest asked only as long as nobody is */
  suggested(people: readonly Person[], suggest: () => string | undefined): string | undefined {
    if (!people.some(({ id }) => id === this.#suggested)) this.#suggested = suggest();
    return this.#suggested;
  }

  /** Ids of those who are chosen. */
  chosen({ choose }: Postcard, people: readonly Person[], suggested: string | undefined): string[] {
    const ids = people.map(({ id }) => id);
    if (choose === 'all' || ids.length === 1) return ids;
    return this.#to ? ids.filter((id) => this.#to!.has(id)) : ids.filter((id) => id === suggested);
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
