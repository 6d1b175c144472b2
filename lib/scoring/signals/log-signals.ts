// L: what our own mail log adds to an account's score. Each signal is a line with its number and what it follows from;
// together they are capped. Promise: unknown is shown as unknown, adds nothing and takes nothing away; what is known and
// speaks for the account takes off no more than what it explains.

import type { ScoreLine } from '../types';
import { bounces } from './bounces';
import { familiarPlace } from './familiar-place';
import { filterHits } from './filter-hits';
import { foreignFrom } from './foreign-from';
import type { LogSignalsPolicy } from './policy';
import { spread } from './spread';
import type { Finding, LogFacts, SignalAccount } from './types';
import { volume } from './volume';
import { youngAccount } from './young-account';

const signals = [volume, spread, bounces, foreignFrom, youngAccount, filterHits, familiarPlace] as const;

/** Our own log as scoring sees it: `facts` is null where the account sent nothing within the window. */
export interface KnownLog {
  /** How far the log is known, ISO time. */
  to: string;
  facts: LogFacts | null;
  /** Servers whose log is not ours to read, so that nobody looked at it: what they sent may be unusual. */
  unseenHosts?: number;
}

export interface LogSignals {
  /** Points after the cap; null where the log is not known, or only a part of it and nothing was found in that. */
  L: number | null;
  lines: ScoreLine[];
}

interface SignalPolicy {
  logSignals: LogSignalsPolicy;
  logSignalCap: number;
}

/** L and its lines, whose `plus` factors add up to it. `log` is null where no log is connected. */
export function logSignals(log: KnownLog | null, account: SignalAccount, policy: SignalPolicy): LogSignals {
  if (log === null) return { L: null, lines: [{ code: 'log-signals-missing', op: 'plus', factor: 0 }] };
  const { facts, unseenHosts = 0 } = log;
  const findings = facts === null ? [] : signals.map((signal) => signal(facts, account, policy.logSignals));
  const lines = findings.flatMap(lineOf);
  if (lines.length === 0) lines.push(nothingFound(Date.parse(log.to), unseenHosts));
  const sum = lines.reduce((total, { factor }) => total + factor, 0);
  const L = Math.min(policy.logSignalCap, sum);
  if (L < sum) lines.push({ code: 'log-signals-cap', op: 'plus', factor: L - sum, detail: { cap: L, sum } });
  return { L: L === 0 && unseenHosts > 0 ? null : L, lines };
}

function nothingFound(at: number, unseenHosts: number): ScoreLine {
  if (unseenHosts === 0) return { code: 'log-signals-none', op: 'plus', factor: 0, detail: { at } };
  return { code: 'log-signals-partial', op: 'plus', factor: 0, detail: { at, hosts: unseenHosts } };
}

function lineOf({ code, points, detail }: Finding): ScoreLine[] {
  if (points === 0) return [];
  if (points === null) return [{ code: `${code}-unknown`, op: 'plus', factor: 0, detail }];
  return [{ code, op: 'plus', factor: points, detail }];
}
