/** CSV (RFC 4180) that spreadsheets open as text. */

/** Spreadsheets recognise UTF-8 by it. */
export const byteOrderMark = '\ufeff';

/** Spreadsheets take a cell that begins with one of these for a formula: https://owasp.org/www-community/attacks/CSV_Injection */
const formulaPattern = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const quotedPattern = /[",\r\n]/;

/** @returns a line with its end; a value that could be taken for a formula begins with an apostrophe */
export const toCsvRow = (values: readonly string[]): string => `${values.map(toCell).join(',')}\r\n`;

function toCell(value: string): string {
  const text = formulaPattern.test(value) ? `'${value}` : value;
  return quotedPattern.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
