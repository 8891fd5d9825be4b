/**
 * How long what waits on a device is sent, in milliseconds. As long after its key has expired, the server still opens it.
 */
export const maxOutboxAge = 72 * 3_600_000;
