/** The goal, which moves up as people take part. */
import type { Campaign } from './schema/campaign.schema.ts';

export interface Progress {
  people: number;
  /** The current step; missing if the campaign has no goal. */
  goal?: number;
}

/**
 * What to show of a number of people: nothing below `showFrom` (and never zero), and the first step of which less than
 * 90 % is reached, or the last step.
 */
export function getGoalProgress(people: number, goal: Campaign['goal']): Progress | undefined {
  if (people < Math.max(1, goal?.showFrom ?? 1)) return undefined;
  if (!goal) return { people };
  return { people, goal: goal.steps.find((step) => people < step * 0.9) ?? goal.steps.at(-1)! };
}
