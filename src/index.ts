/** Classes and types, without side effect: nothing is registered. */
export { ActionLetter } from './components/action-letter/action-letter.ts';
export { ActionProgress } from './components/action-progress/action-progress.ts';
export { CampaignUpdates } from './components/campaign-updates/campaign-updates.ts';
export { DetentionCounter } from './components/detention-counter/detention-counter.ts';
export { MessageWall } from './components/message-wall/message-wall.ts';
export { PostcardForm } from './components/postcard-form/postcard-form.ts';
export type { ActionEventDetails, State } from './base/events.ts';
export type { Campaign } from './campaign/schema/campaign.schema.ts';
export type { Counts } from './campaign/schema/counts.schema.ts';
export type { Message, Messages } from './campaign/schema/messages.schema.ts';
export type { Problem } from './campaign/schema/problem.schema.ts';
export type { Receipt, Submission } from './campaign/schema/submission.schema.ts';
