/** Attributes as the contract defines them: white space around a value is ignored, and an empty one counts as absent. */

/** @returns the text without white space around it, or null if nothing is left */
export const toText = (value: string | null | undefined): string | null => value?.trim() || null;

/** A reactive property for such an attribute. */
export const textProperty = { reflect: true, converter: { fromAttribute: toText } } as const;
