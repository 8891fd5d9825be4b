/** A letter as far as it is written: what the page shows of it while somebody types. */
import { getAvailableTargets } from '../../campaign/letter.ts';
import type { Letter, Target } from '../../campaign/schema/campaign.schema.ts';

export class LetterDraft {
  /** For the name under the letter. */
  name = '';
  /** Undefined as long as nobody changed it. */
  body: string | undefined;
  #country: string | undefined;
  /** Ids that were chosen or, where all are chosen at first, taken away. */
  #toggled = new Set<string>();
  #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Who is offered where the supporter lives. */
  offered(letter: Letter): Target[] {
    return getAvailableTargets(letter, this.#country);
  }

  /** Those of them who are chosen. */
  chosen(letter: Letter): Target[] {
    const { choose } = letter;
    return this.offered(letter).filter(({ id }) => choose === 'all' || this.#toggled.has(id) === (choose === 'one'));
  }

  onName = (event: Event): void => {
    this.name = (event.target as HTMLInputElement).value;
    this.#changed();
  };

  onBody = (event: Event): void => {
    this.body = (event.target as HTMLTextAreaElement).value;
    this.#changed();
  };

  onCountry = (event: Event): void => {
    this.#country = (event.target as HTMLSelectElement).value || undefined;
    this.#changed();
  };

  onToggle = (id: string, only: boolean): void => {
    if (only) this.#toggled.clear();
    if (!this.#toggled.delete(id)) this.#toggled.add(id);
    this.#changed();
  };
}
