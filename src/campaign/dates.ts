/** Days and instants, as a document and an attribute write them. A page may read one without the other. */

/** A calendar day, `YYYY-MM-DD`, that exists. */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  // Some engines roll 30 February over instead of refusing it.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** An instant, ISO 8601 with an offset: `2018-08-01T00:00:00+10:00` or `…Z`; seconds and their fraction may be missing. */
export function isIsoDateTime(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/.test(text) &&
    isIsoDate(text.slice(0, 10))
  );
}
