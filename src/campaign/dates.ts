/** Dates and times as documents and attributes write them. A day counter needs nothing else of the formats. */

/** A calendar day that exists, `YYYY-MM-DD`. */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  // Some engines read 30 February as 1 or 2 March instead of refusing it.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** A point in time, ISO 8601 with an offset: `2018-08-01T00:00:00+10:00` or `…Z`; seconds are optional. */
export function isIsoDateTime(text: string): boolean {
  return (
    /^.{10}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/.test(text) &&
    isIsoDate(text.slice(0, 10))
  );
}
