import { cellText, type Sheet } from './sheet.js';

/** Tells Excel that the file is UTF-8. */
const byteOrderMark = '\uFEFF';
/** A text that begins like this would be run as a formula by whoever opens the file. */
const formulaLike = /^[=+\-@\t\r\n]/;

/** The sheet as CSV (RFC 4180, UTF-8 with BOM); texts that look like formulas are disarmed by an apostrophe. */
export function csvText({ columns, rows }: Sheet): string {
  const lines = [
    columns.map(({ title }) => quoted(disarmed(title))),
    ...rows.map((row) =>
      columns.map(({ form }, at) => {
        const cell = row[at] ?? null;
        const text = cellText(cell, form);
        return quoted(typeof cell === 'string' ? disarmed(text) : text);
      }),
    ),
  ];
  return byteOrderMark + lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

function disarmed(text: string): string {
  return formulaLike.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
