/**
 * JSON, also on a page whose old libraries give lists and texts a `toJSON` of their own, which would encode them twice. A
 * value of an object that is undefined is left out.
 */
export function encode(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(encode).join()}]`;
  if (typeof value !== 'object' || !value) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${encode(one)}`).join()}}`;
}
