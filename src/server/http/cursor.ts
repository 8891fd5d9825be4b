/** Where a page of a list continues: after an instant and an id, which together are unique. */
export interface Cursor {
  instant: string;
  id: string;
}

const pattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([\w-]{1,64})$/;

export const formatCursor = ({ instant, id }: Cursor): string => `${instant}_${id}`;

/** @returns undefined for what is no cursor: then a list begins at its start */
export function parseCursor(text = ''): Cursor | undefined {
  const [, instant, id] = pattern.exec(text) ?? [];
  return instant && id ? { instant, id } : undefined;
}
