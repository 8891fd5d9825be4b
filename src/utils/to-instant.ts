/** @param time milliseconds since the epoch @returns ISO 8601 in UTC with milliseconds, which sorts as text */
export const toInstant = (time: number): string => new Date(time).toISOString();
