// A XARF document as rows of a table: the path of each value, and the value as text. Pure and bounded; the order is the
// document's own.

import { documentRows, documentValueChars } from './limits';

export interface DocumentRow {
  /** `evidence[0].content_type` */
  path: string;
  text: string;
  isCut: boolean;
}

/** The first `documentRows` values of a document; `more` are those left out. */
export function flattenDocument(document: Record<string, unknown>): { rows: DocumentRow[]; more: number } {
  const rows: DocumentRow[] = [];
  let more = 0;
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      if (value.every((item) => typeof item !== 'object' || item === null))
        add(value.map(textOf).join(', '), path);
      else value.forEach((item, place) => visit(item, `${path}[${place}]`));
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value))
        visit(member, path === '' ? name : `${path}.${name}`);
    } else add(textOf(value), path);
  };
  const add = (text: string, path: string): void => {
    if (text === '') return;
    if (rows.length >= documentRows) more += 1;
    else
      rows.push({ path, text: text.slice(0, documentValueChars), isCut: text.length > documentValueChars });
  };
  visit(document, '');
  return { rows, more };
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value as string | number | boolean);
}
