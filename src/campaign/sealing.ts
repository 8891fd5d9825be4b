/**
 * What the server of a sealed campaign can still read. Everything else in these parts of a submission, and all custom fields, is
 * sealed: a key that is added to a submission one day is sealed as well, unless it is named here.
 */
export const readableKeys = {
  person: ['country'],
  letter: ['targets'],
  postcard: ['to', 'publish'],
} as const;

export type SealedPart = keyof typeof readableKeys;

export const sealedParts = Object.keys(readableKeys) as SealedPart[];

export const isReadable = (part: SealedPart, key: string): boolean => (readableKeys[part] as readonly string[]).includes(key);
