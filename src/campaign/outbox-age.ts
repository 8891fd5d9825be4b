import { msPerDay } from '../utils/durations.ts';

/** For how long a page sends a submission that waits on the device, in milliseconds. The server opens it for as long after its key has expired. */
export const maxOutboxAge = 3 * msPerDay;
