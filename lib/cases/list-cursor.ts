// Keys of a page: the sort columns and the id of one row, as text for a URL. Paging by key is exact whatever comes and
// goes between two looks, and as fast on the last page as on the first. Pure.

/** The orders of the list; `ended` is the order of the tab of that name. All run downwards. */
export type SortKey = 'urgency' | 'last-seen' | 'opened' | 'complaints' | 'ended';

type ColumnType = 'int' | 'float8' | 'timestamptz';
export interface SortColumn {
  /** SQL over the alias `c`. */
  sql: string;
  type: ColumnType;
}

const id: SortColumn = { sql: 'c.id', type: 'int' };

/** Where cases of a stage stand in the order of urgency: in their place, or above all stages where they need somebody. */
export function urgenciesOf(rank: number): [calm: number, raised: number] {
  return [rank, rank + 8];
}

/** The columns of each order, most significant first; together they name one row. */
export const sortColumns: Record<SortKey, SortColumn[]> = {
  // The stage, above all stages where the case needs somebody: a generated column.
  urgency: [{ sql: 'c.urgency', type: 'int' }, { sql: 'c.score', type: 'float8' }, id],
  // A case whose complaints were all taken away stands where it was opened.
  'last-seen': [{ sql: 'coalesce(c.last_seen_at, c.opened_at)', type: 'timestamptz' }, id],
  opened: [{ sql: 'c.opened_at', type: 'timestamptz' }, id],
  complaints: [{ sql: 'c.complaints', type: 'int' }, id],
  ended: [{ sql: 'c.closed_at', type: 'timestamptz' }, id],
};

// Numbers without exponent traps, and times to the microsecond: a millisecond would skip rows or show them twice.
const shapes: Record<ColumnType, RegExp> = {
  int: /^\d{1,9}$/,
  float8: /^\d{1,16}(\.\d{1,30})?(e[+-]?\d{1,3})?$/,
  timestamptz: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{6}Z$/,
};

/** The values of a key as text, in the order of the columns; null where it is no key of this order. */
export function readCursor(key: SortKey, text: string): string[] | null {
  const columns = sortColumns[key];
  const values = text.split('~');
  const isKey =
    values.length === columns.length && columns.every(({ type }, i) => isValue(type, values[i] ?? ''));
  return isKey ? values : null;
}

function isValue(type: ColumnType, value: string): boolean {
  if (value.length > 40 || !shapes[type].test(value)) return false;
  if (type === 'float8') return isDouble(value);
  // 30 February has the shape of a date; PostgreSQL would refuse it.
  return (
    type !== 'timestamptz' ||
    (!Number.isNaN(Date.parse(value)) && new Date(value).toISOString().slice(0, 10) === value.slice(0, 10))
  );
}

// PostgreSQL refuses what is too large or too small for the type, where JavaScript rounds to infinity or zero.
function isDouble(value: string): boolean {
  const number = Number(value);
  return Number.isFinite(number) && (number > 1e-300 || /^[0.]+$/.test(value));
}

/** SQL that makes the key of a row of `"case" c`. */
export function cursorSql(key: SortKey): string {
  const parts = sortColumns[key].map(({ sql, type }) =>
    type === 'timestamptz' ? microsecondsSql(sql) : `${sql}::text`,
  );
  return parts.join(` || '~' || `);
}

/** SQL that writes a time to the microsecond in UTC, the form that `readCursor` takes. */
export function microsecondsSql(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
