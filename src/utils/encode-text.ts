/** Encodes text for a part of a URL, also ill-formed text: encodeURIComponent() throws for half a surrogate pair. */
export const encodeText = (text: string): string => encodeURIComponent(text.toWellFormed());
