// Judges a set of accounts by their hours: facts, points, and what is kept of both. Habits are read of those alone who
// send much, networks of before of those who come from many places.

import type { Tx } from '@/lib/db/sql';
import type { GeoIp } from '@/lib/geoip/types';
import { factsOf } from '@/lib/scoring/signals/facts-of';
import {
  accountsOf,
  dropFacts,
  keyText,
  readFormerNetworks,
  readHabits,
  readWindows,
  saveFacts,
  type AccountKey,
  type WindowRow,
} from '@/lib/scoring/signals/facts-store';
import { logSignals } from '@/lib/scoring/signals/log-signals';
import type { Span } from '@/lib/scoring/signals/span';
import type { DeskContext } from './desk-context';

const DAY = 86_400_000;

/** One run, shared by its chunks. */
export interface SignalLook {
  now: Date;
  context: DeskContext;
  span: Span;
  /** Where our own log begins, in milliseconds. */
  logFrom: number;
  /** Where the log of a server begins that was connected later than others; null where all are known as long. */
  youngSince: number | null;
  /** Null where no country table is in use. */
  geoIp: GeoIp | null;
  knowsHabits: boolean;
  knowsNetworks: boolean;
}

interface Judged extends AccountKey {
  /** Null where the log alone knows it. */
  accountId: number | null;
  /** Points now, and as kept before. */
  points: number;
  before: number | null;
}

/** Facts and points of these accounts as the log has them now; both are kept. The caller scores what changed. */
export async function judgeSignals(tx: Tx, keys: readonly AccountKey[], look: SignalLook): Promise<Judged[]> {
  const rows = await readWindows(tx, keys, look.span);
  const judged = await judgeRows(tx, rows, look);
  await saveFacts(tx, judged, look.context.policyId, look.now);
  const active = new Set(rows.map(keyText));
  const gone = await dropFacts(
    tx,
    keys.filter((key) => !active.has(keyText(key))),
  );
  const found = await accountsOf(tx, gone);
  return [...judged, ...found.map((key) => ({ ...key, points: 0, before: 1 }))];
}

async function judgeRows(tx: Tx, rows: readonly WindowRow[], look: SignalLook) {
  const { span, context, knowsHabits, knowsNetworks, geoIp, now, youngSince } = look;
  const reachesBack = (known: { since: Date | null } | undefined): boolean =>
    youngSince === null || (known?.since?.getTime() ?? Infinity) < youngSince;
  const { volume, spread } = context.policy.logSignals;
  const loud = knowsHabits ? rows.filter((row) => row.busiest > volume.minPerHour) : [];
  const least = Math.min(spread.countries, spread.newNetworks);
  // Of many places at once, and of many recipients: there it matters whether all of them are familiar.
  const isAsked = (row: WindowRow): boolean =>
    row.networks.length >= least || (row.busiest > volume.minPerHour && row.busiestNetworks.length > 0);
  const wide = knowsNetworks ? rows.filter(isAsked) : [];
  const habits = byKey(loud.length === 0 ? [] : await readHabits(tx, loud, span));
  const former = byKey(wide.length === 0 ? [] : await readFormerNetworks(tx, wide, span));
  return rows.map((row) => {
    const key = keyText(row);
    const facts = factsOf(row, {
      span,
      habit: reachesBack(habits.get(key)) ? (habits.get(key) ?? null) : null,
      formerNetworks: reachesBack(former.get(key)) ? (former.get(key)?.networks ?? null) : null,
      countryOf: geoIp === null ? null : (ip) => geoIp.countryOf(ip),
      knowsDomains: context.network.hostedDomains.size > 0,
    });
    const { kind, login, accountId, declaredBulk, since, before } = row;
    const ageDays = since === null ? null : (now.getTime() - since.getTime()) / DAY;
    const known = { to: facts.to, facts };
    const { L } = logSignals(known, { declaredBulk, ageDays }, context.policy);
    return { kind, login, accountId, facts, points: L ?? 0, before };
  });
}

function byKey<T extends AccountKey>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [keyText(row), row]));
}
