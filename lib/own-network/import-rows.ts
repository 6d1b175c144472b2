// Own resources out of a CSV: kind, value and an optional note a line. Pure. Nothing is taken from a list with a line that
// cannot be read: half a list of ranges makes the other half look foreign.

import { checkOwnEntry, OWN_KINDS, type OwnKind } from './types';

/** More than the largest provider has ranges; hosted domains come from the customer directory. */
export const IMPORT_ROWS_MAX = 20_000;
/** Of them. */
export const IMPORT_CHARS_MAX = 900_000;

export interface ImportEntry {
  kind: OwnKind;
  value: string;
  note: string | null;
}

export interface ImportProblem {
  line: number;
  /** `unknown-kind`, or a problem of `checkOwnEntry`. */
  code: string;
  /** What stands there. */
  text: string;
}

export type ImportReading =
  { ok: true; entries: ImportEntry[] } | { ok: false; problems: ImportProblem[]; total: number };

/** Words for a kind, as this desk and German and English exports write them. */
const words: Record<string, OwnKind> = {
  range: 'range',
  bereich: 'range',
  'ip-bereich': 'range',
  ip: 'range',
  cidr: 'range',
  'dkim-domain': 'dkim-domain',
  dkim: 'dkim-domain',
  domain: 'domain',
  host: 'host',
  mailserver: 'host',
  server: 'host',
};

const shownProblems = 50;

/** Reads the rows; a first one that only names the columns is left out. Values that repeat are taken once. */
export function readImport(rows: readonly { line: number; fields: string[] }[]): ImportReading {
  const problems: ImportProblem[] = [];
  const entries = new Map<string, ImportEntry>();
  for (const [at, { line, fields }] of rows.entries()) {
    const [kindText = '', value = '', note = ''] = fields;
    if (at === 0 && isHeader(kindText)) continue;
    const kind = words[kindText.toLowerCase()] ?? OWN_KINDS.find((one) => one === kindText.toLowerCase());
    if (kind === undefined) {
      problems.push({ line, code: 'unknown-kind', text: kindText.slice(0, 100) });
      continue;
    }
    const checked = checkOwnEntry(kind, value);
    if (!checked.ok) problems.push({ line, code: checked.code, text: value.slice(0, 100) });
    else
      entries.set(`${kind} ${checked.value}`, {
        kind,
        value: checked.value,
        note: note.slice(0, 300) || null,
      });
  }
  return problems.length === 0
    ? { ok: true, entries: [...entries.values()] }
    : { ok: false, problems: problems.slice(0, shownProblems), total: problems.length };
}

const isHeader = (text: string): boolean => ['art', 'kind', 'type', 'typ'].includes(text.toLowerCase());
