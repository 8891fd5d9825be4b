/** Classes and types, without side effect: nothing is registered. */
export { ActionLetter } from './elements/action-letter.ts';
export { ActionProgress } from './elements/action-progress.ts';
export { CampaignUpdates } from './elements/campaign-updates.ts';
export { DetentionCounter } from './elements/detention-counter.ts';
export { MessageWall } from './elements/message-wall.ts';
export { PostcardForm } from './elements/postcard-form.ts';
export type { ActionEventDetails, State } from './elements/events.ts';
export type { Campaign } from './campaign/campaign.ts';
export type { Counts } from './campaign/counts.ts';
export type { Message, Messages } from './campaign/messages.ts';
export type { Problem } from './campaign/problem.ts';
export type { Receipt, Submission } from './campaign/submission.ts';
