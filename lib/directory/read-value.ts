// Single values of a directory, whatever wrote them: a database's types, words of a CSV, an LDAP attribute. Pure.
// Promise: what cannot be understood is `undefined`, what is not there is null; nothing is guessed.

const TRUE = new Set(['1', 't', 'true', 'y', 'yes', 'ja', 'j', 'x', 'on', 'an', 'active', 'aktiv']);
const FALSE = new Set(['0', 'f', 'false', 'n', 'no', 'nein', '-', 'off', 'aus', 'inactive', 'inaktiv']);

/** Text without space around it, bytes as UTF-8; null where nothing is left. */
export function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  // A zero byte ends what PostgreSQL can hold.
  const text = Buffer.isBuffer(value) ? value.toString('utf8') : String(value);
  const clean = text.replaceAll('\0', '').trim();
  return clean === '' ? null : clean;
}

/** `1`, `t`, `ja` …; undefined for any other word. */
export function flagOf(value: unknown): boolean | null | undefined {
  if (typeof value === 'boolean') return value;
  const text = textOf(value)?.toLowerCase();
  if (text === undefined) return null;
  if (TRUE.has(text)) return true;
  return FALSE.has(text) ? false : undefined;
}

/** A day as `2019-04-01`, from ISO time or `1.4.2019`; undefined for anything else. */
export function dayOf(value: unknown): string | null | undefined {
  const text = textOf(value);
  if (text === null || text.startsWith('0000')) return null;
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]|$)/.exec(text);
  const [year, month, day] =
    german !== null ? [german[3], german[2], german[1]] : [iso?.[1], iso?.[2], iso?.[3]];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const time = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isReal = time.getUTCMonth() === Number(month) - 1 && Number(year) >= 1900;
  return isReal ? time.toISOString().slice(0, 10) : undefined;
}

/** A moment as ISO time; one without a zone is UTC. Seconds since 1970 are understood too. Undefined for anything else. */
export function timeOf(value: unknown): string | null | undefined {
  const text = textOf(value);
  if (text === null || text.startsWith('0000')) return null;
  if (/^\d{9,10}$/.test(text)) return new Date(Number(text) * 1000).toISOString();
  const day = dayOf(text);
  if (day === undefined || day === null) return day;
  const clock = /[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/.exec(text);
  if (clock === null) return text.length <= 10 ? `${day}T00:00:00.000Z` : undefined;
  const zone = clock[2] === undefined || clock[2] === 'Z' ? 'Z' : zoneOf(clock[2]);
  const time = new Date(`${day}T${clock[1]}${zone}`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

function zoneOf(text: string): string {
  const digits = text.slice(1).replace(':', '').padEnd(4, '0');
  return `${text[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

/** The entries of a list: separated by comma, semicolon, or line. */
export function listOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => listOf(one));
  return (textOf(value) ?? '')
    .split(/[,;\r\n]+/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
