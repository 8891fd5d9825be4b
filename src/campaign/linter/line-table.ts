/** Lines and columns, counted from 1; columns in UTF-16 units, as editors count them. */
export interface Position {
  line: number;
  column: number;
}

/**
 * Reads the text once and then finds each position by binary search, because a document can have many diagnostics.
 * @returns a function from an offset in the text to its position
 */
export function createLineTable(text: string): (offset: number) => Position {
  const lineStarts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), (ending) => ending.index + ending[0].length)];
  return (offset) => {
    let first = 0;
    let last = lineStarts.length - 1;
    while (first < last) {
      const middle = Math.ceil((first + last) / 2);
      if (lineStarts[middle]! <= offset) first = middle;
      else last = middle - 1;
    }
    return { line: first + 1, column: offset - lineStarts[first]! + 1 };
  };
}
