/** The elements by the values of `data-action`. Other libraries use this attribute too, so only these exact words match. */
export type TagByAction = Readonly<Record<string, string>>;

export const tagByAction: TagByAction = {
  letter: 'action-letter',
  wall: 'message-wall',
  updates: 'campaign-updates',
  progress: 'action-progress',
  postcard: 'postcard-form',
  counter: 'detention-counter',
};
