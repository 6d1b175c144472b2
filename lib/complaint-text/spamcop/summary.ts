// SpamCop's summaries and alerts: many addresses in one mail, none with its mail.
// Promise: pure, linear, at most MAIL_LIMITS.parts rows. A summary row counts what came to traps and what people
// reported (`Trap User Mole Simp`), which weigh differently and therefore become two reports; an alert is a list of
// addresses that hit a trap. The year is not in the rows: it is that of the mail, or the one before.

import { canonicalIp } from '../../mime/ip-addresses';
import { MAIL_LIMITS } from '../../mime/limits';
import { parseMailDate } from '../../mime/dates';

export interface CountedHits {
  ip: string;
  /** ISO 8601, UTC, to the hour. */
  date: string | null;
  source: 'trap' | 'user';
  count: number;
  comment: string | null;
  /** Verified name of the host. */
  hostName: string | null;
}

/** True for the line above the rows: its four counts in this order. */
export function isSummaryHead(line: string): boolean {
  const words = line.toLowerCase().split(/\s+/);
  const trap = words.indexOf('trap');
  return trap > 0 && ['user', 'mole', 'simp'].every((word, index) => words[trap + 1 + index] === word);
}

export interface Summary {
  hits: CountedHits[];
  /** Rows that begin with an address and cannot be read further. */
  unreadableRows: number;
}

/** The rows below the head of a summary; `mailDate` is the mail's own date in ISO 8601. */
export function readSummary(lines: readonly string[], mailDate: string | null): Summary {
  const summary: Summary = { hits: [], unreadableRows: 0 };
  const rows = lines.slice(lines.findIndex(isSummaryHead) + 1);
  for (const [index, line] of rows.entries()) {
    if (summary.hits.length >= MAIL_LIMITS.parts) break;
    if (canonicalIp(line.split(/\s/, 1)[0] ?? '') === null) continue;
    const row = readRow(line, mailDate);
    const hostName = hostNameOf(rows[index + 1]);
    if (row === null) summary.unreadableRows += 1;
    else summary.hits.push(...row.map((hit) => ({ ...hit, hostName })));
  }
  return summary;
}

/** Addresses of an alert: each alone on its line. */
export function readAlert(lines: readonly string[], mailDate: string | null): Summary {
  const ips = new Set<string>();
  for (const line of lines) {
    const ip = canonicalIp(line);
    if (ip !== null && ips.size < MAIL_LIMITS.parts) ips.add(ip);
  }
  const hits = [...ips].map((ip) => ({
    ip,
    date: mailDate,
    source: 'trap' as const,
    count: 1,
    comment: null,
    hostName: null,
  }));
  return { hits, unreadableRows: 0 };
}

/** `192.0.2.1  Feb  3 18h/2  51  3  0  1 delisted …`: address, begin and days, four counts, a remark. */
function readRow(line: string, mailDate: string | null): Omit<CountedHits, 'hostName'>[] | null {
  const words = line.split(/\s+/);
  const ip = canonicalIp(words[0] ?? '');
  const [month = '', day = '', span = '', ...rest] = words.slice(1);
  const hour = /^(\d{1,2})h\/\d{1,3}$/.exec(span)?.[1];
  const counts = rest.slice(0, 4).map((word) => (/^\d{1,9}$/.test(word) ? Number(word) : Number.NaN));
  if (ip === null || hour === undefined || counts.length < 4 || counts.some(Number.isNaN)) return null;
  const [traps = 0, ...people] = counts;
  const base = {
    ip,
    date: datedIn(`${day} ${month}`, hour, mailDate),
    comment: rest.slice(4).join(' ') || null,
  };
  const reported = people.reduce((sum, count) => sum + count, 0);
  return [
    ...(traps > 0 ? [{ ...base, source: 'trap' as const, count: traps }] : []),
    ...(reported > 0 ? [{ ...base, source: 'user' as const, count: reported }] : []),
  ];
}

/** The last such day before the mail. */
function datedIn(dayAndMonth: string, hour: string, mailDate: string | null): string | null {
  if (mailDate === null) return null;
  const year = Number(mailDate.slice(0, 4));
  const inYear = (of: number): string | null =>
    parseMailDate(`${dayAndMonth} ${of} ${hour}:00 +0000`)?.iso ?? null;
  const sameYear = inYear(year);
  return sameYear !== null && sameYear <= mailDate ? sameYear : inYear(year - 1);
}

/** The line below a row, where it is nothing but a host name. */
function hostNameOf(line: string | undefined): string | null {
  const name = (line ?? '').toLowerCase().replace(/\.$/, '');
  return /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/.test(name) && canonicalIp(name) === null ? name.slice(0, 253) : null;
}
