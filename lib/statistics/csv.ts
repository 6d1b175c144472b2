// A table as CSV (RFC 4180) that a spreadsheet opens as it is: UTF-8 with a byte order mark, days as ISO 8601, in German
// semicolons and decimal commas, as a German Excel reads them. A text that a spreadsheet would take for a formula gets an
// apostrophe before it (OWASP, CSV injection): names come from directories and from strangers. Pure.

export type Cell = string | number | null;

interface Style {
  separator: string;
  decimal: string;
}

const german: Style = { separator: ';', decimal: ',' };
const english: Style = { separator: ',', decimal: '.' };

/** The file's text, its mark included; null is an empty cell. */
export function csvOf(rows: readonly (readonly Cell[])[], locale: 'de' | 'en'): string {
  const style = locale === 'de' ? german : english;
  const lines = rows.map((row) => row.map((cell) => cellOf(cell, style)).join(style.separator));
  return `\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`;
}

function cellOf(cell: Cell, { decimal }: Style): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return quoted(String(Math.round(cell * 1e6) / 1e6).replace('.', decimal));
  return quoted(/^[\s]*[=+\-@\t\r\n|]/.test(cell) ? `'${cell}` : cell);
}

// Both separators are quoted in both styles: a file that is opened with the other one still has its columns.
function quoted(text: string): string {
  return /[";,\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
