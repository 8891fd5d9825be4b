/** What is there to be read; built together. */
export { ActionProgress } from './action-progress.ts';
export { CampaignUpdates } from './campaign-updates.ts';
export { MessageWall } from './message-wall.ts';
