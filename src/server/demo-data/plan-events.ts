/** What happens to the demo's cards. */
import type { Campaign } from '../../campaign/schema/campaign.schema.ts';
import type { Step } from '../cards/card-workflow.ts';
import { toDay } from './plan-dates.ts';

/** A card: that of a submission to a person, or a paper card by its id. */
export type PlannedCard = { submission: string; person: string } | { paper: string };

/** Something that happens to some cards at an instant, in milliseconds since the epoch. */
export type PlannedEvent =
  | { at: number; paper: string[]; person: string; day: string }
  | { at: number; step: Step; cards: PlannedCard[]; day?: string; place?: string | undefined };

/** Steps that are taken at the same time in the same place are one event. */
export class EventList {
  readonly #campaign: Campaign;
  readonly #events = new Map<string, PlannedEvent>();

  constructor(campaign: Campaign) {
    this.#campaign = campaign;
  }

  addStep(at: number, step: Step, card: PlannedCard, person: string): void {
    const place = this.#campaign.people?.find(({ id }) => id === person)?.place;
    const delivery = step === 'delivered' ? { day: toDay(at), place } : {};
    const key = `${at} ${step} ${delivery.place}`;
    const event = this.#events.get(key);
    if (event && 'cards' in event) event.cards.push(card);
    else this.#events.set(key, { at, step, cards: [card], ...delivery });
  }

  addPaperCard(at: number, id: string, person: string): void {
    const key = `${at} paper ${person}`;
    const event = this.#events.get(key);
    if (event && 'paper' in event) event.paper.push(id);
    else this.#events.set(key, { at, paper: [id], person, day: toDay(at) });
  }

  toSorted(): PlannedEvent[] {
    return [...this.#events.values()].sort((a, b) => a.at - b.at);
  }
}
