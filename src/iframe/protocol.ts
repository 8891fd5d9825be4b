/**
 * What a page in a frame and the page around it say to each other, and all of it:
 * `{ type: 'action-height', version: 1, height }` from inside, in CSS pixels, whenever it changes;
 * `{ type: 'action-height-wanted', version: 1 }` from around it, for who came too late to hear the first.
 */
export const HEIGHT = 'action-height';
export const HEIGHT_REQUEST = 'action-height-wanted';
export const version = 1;

/** Whether somebody's message is one of these. */
export const isMessage = (type: typeof HEIGHT | typeof HEIGHT_REQUEST, data: unknown): data is { height?: unknown } => {
  const said = data as { type?: unknown; version?: unknown } | null | undefined;
  return said?.type === type && said.version === version;
};
