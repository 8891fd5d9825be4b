/** The moving goal. */
import type { Campaign } from './schema/campaign.schema.ts';

export interface Progress {
  people: number;
  /** The step that is aimed at now; none where the campaign has no goal. */
  goal?: number;
}

/**
 * What may be shown of a number of people: nothing below `showFrom` (never a nought), and the first step of which less
 * than 90 % is reached; behind the last one, the last one.
 */
export function getGoalProgress(people: number, goal: Campaign['goal']): Progress | undefined {
  if (people < Math.max(1, goal?.showFrom ?? 1)) return undefined;
  if (!goal) return { people };
  return { people, goal: goal.steps.find((step) => people < step * 0.9) ?? goal.steps.at(-1)! };
}
