/** Classes and types, without side effect: nothing is registered. */
export { ActionLetter } from './elements/action-letter.ts';
export type { ActionEventDetails, State } from './elements/events.ts';
export type { Campaign } from './campaign/campaign.ts';
export type { Counts } from './campaign/counts.ts';
export type { Problem } from './campaign/problem.ts';
export type { Receipt, Submission } from './campaign/submission.ts';
