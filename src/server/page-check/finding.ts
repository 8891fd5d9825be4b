/** What a check of a page reports, in words for people who do not write HTML. */

export interface Finding {
  /** `problem`: supporters cannot take part, or are not counted. `note`: works, but may not be what was meant. */
  kind: 'good' | 'note' | 'problem';
  text: string;
  /** What to do about it. */
  advice?: string;
  /** Code to copy, made by this server. */
  code?: readonly string[];
}

/** A sentence may begin with what the report calls a tag. */
const capitalize = (text: string) => text[0]!.toUpperCase() + text.slice(1);

export const good = (text: string): Finding => ({ kind: 'good', text: capitalize(text) });
export const note = (text: string, advice?: string, code?: readonly string[]): Finding => create('note', text, advice, code);
export const problem = (text: string, advice?: string, code?: readonly string[]): Finding => create('problem', text, advice, code);

const create = (kind: Finding['kind'], text: string, advice: string | undefined, code: readonly string[] | undefined): Finding => ({
  kind,
  text: capitalize(text),
  ...(advice !== undefined && { advice }),
  ...(code !== undefined && { code }),
});
