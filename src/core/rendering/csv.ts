/** One row of a table as RFC 4180 has it, safe to open in a spreadsheet. */

/** What a spreadsheet takes for the beginning of a formula; the full-width signs too. */
const formula = /^[=+\-@\t\r＝＋－＠]/;

/** Ends with CRLF. A cell that could be taken for a formula gets an apostrophe in front, which spreadsheets hide. */
export const csvRow = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

function csvCell(text: string): string {
  const harmless = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
