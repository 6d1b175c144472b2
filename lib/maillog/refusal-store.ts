// Who was refused under a login, hour by hour: sign-ins that failed, and mail of a signed-in sender that was not taken.
// Promise: bounded: a row a login, kind and hour, with at most twenty addresses and three lines; nothing of outsiders, who
// name no login. Counts are exact, as the rows of the same batch are.

import { isIP } from 'node:net';
import type { Sql, Tx } from '@/lib/db/sql';
import { dayOf } from './part-row';
import type { LogRefusal } from './types';

const HOUR = 3_600_000;
const MAX_CLIENTS = 20;
const MAX_EXAMPLES = 3;
const MAX_LINE = 500;
/** Longer than any address (RFC 5321 §4.5.3.1); what attackers try beyond that is no login. */
const MAX_LOGIN = 320;

interface Row {
  day: string;
  login: string;
  kind: LogRefusal['kind'];
  hour: number;
  refused: number;
  firstAt: number;
  lastAt: number;
  clients: Set<string>;
  examples: string[];
}

type Named = LogRefusal & { saslUser: string };

function named(refusals: readonly LogRefusal[], kept: { from: number; to: number }): Named[] {
  return refusals.filter(
    (one): one is Named =>
      one.saslUser !== null &&
      one.saslUser !== '' &&
      one.saslUser.length <= MAX_LOGIN &&
      one.at >= kept.from &&
      one.at <= kept.to,
  );
}

const clean = (text: string): string => text.toWellFormed().replaceAll('\0', '\u{fffd}');

/** One row a login, kind and hour, in an order that two writers share. */
function rowsOf(refusals: readonly Named[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { saslUser, kind, at, clientIp, line } of refusals) {
    const hour = Math.floor(at / HOUR) * HOUR;
    const login = clean(saslUser);
    const key = `${dayOf(at)} ${hour} ${kind} ${login}`;
    let row = rows.get(key);
    if (row === undefined) {
      row = {
        day: dayOf(at),
        login,
        kind,
        hour,
        refused: 0,
        firstAt: at,
        lastAt: at,
        clients: new Set(),
        examples: [],
      };
      rows.set(key, row);
    }
    row.refused += 1;
    row.firstAt = Math.min(row.firstAt, at);
    row.lastAt = Math.max(row.lastAt, at);
    if (clientIp !== null && isIP(clientIp) !== 0 && row.clients.size < MAX_CLIENTS)
      row.clients.add(clientIp);
    row.examples.push(clean(line).slice(0, MAX_LINE));
    if (row.examples.length > MAX_EXAMPLES) row.examples.shift();
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** Sees to the partitions that the refusals need. Not within the transaction that writes. */
export async function ensureRefusalPartitions(
  pool: Sql,
  refusals: readonly LogRefusal[],
  kept: { from: number; to: number },
): Promise<void> {
  const days = new Set(named(refusals, kept).map(({ at }) => dayOf(at)));
  for (const day of [...days].sort()) await pool`SELECT ensure_mail_refusal_partition(${day}::date)`;
}

/** Adds the refusals to the hours of their logins. */
export async function writeRefusals(
  tx: Tx,
  refusals: readonly LogRefusal[],
  kept: { from: number; to: number },
): Promise<void> {
  const rows = rowsOf(named(refusals, kept));
  if (rows.length === 0) return;
  const list = rows.map(({ clients, hour, firstAt, lastAt, ...row }) => ({
    ...row,
    hour: new Date(hour).toISOString(),
    first_at: new Date(firstAt).toISOString(),
    last_at: new Date(lastAt).toISOString(),
    clients: [...clients],
  }));
  await tx`
    INSERT INTO mail_refusal AS r (day, login, kind, hour, refused, first_at, last_at, clients, examples)
    SELECT l.* FROM jsonb_to_recordset(${tx.json(list)}) AS l (day date, login text, kind text, hour timestamptz,
      refused int, first_at timestamptz, last_at timestamptz, clients inet[], examples text[])
    ON CONFLICT (day, login, kind, hour) DO UPDATE SET
      refused = r.refused + excluded.refused,
      first_at = least(r.first_at, excluded.first_at),
      last_at = greatest(r.last_at, excluded.last_at),
      clients = add_refusal_clients(r.clients, excluded.clients),
      examples = (r.examples || excluded.examples)[greatest(1,
        cardinality(r.examples) + cardinality(excluded.examples) - ${MAX_EXAMPLES - 1}::int):]`;
}

/** Drops the days before `day` (`2026-11-14`, UTC). */
export async function dropRefusalsBefore(tx: Tx, day: string): Promise<void> {
  await tx`SELECT drop_mail_refusal_partitions(${day}::date)`;
}
