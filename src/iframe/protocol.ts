/**
 * The only messages between a page in an iframe and its parent page:
 * `{ type: 'action-height', version: 1, height }` from the iframe whenever its height changes, in CSS pixels;
 * `{ type: 'action-height-wanted', version: 1 }` from a parent whose script started after the first message.
 */
export const HEIGHT = 'action-height';
export const HEIGHT_REQUEST = 'action-height-wanted';
export const version = 1;

/** Other scripts post messages, too. */
export const isMessage = (type: typeof HEIGHT | typeof HEIGHT_REQUEST, data: unknown): data is { height?: unknown } => {
  const message = data as { type?: unknown; version?: unknown } | null | undefined;
  return message?.type === type && message.version === version;
};
