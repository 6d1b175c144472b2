// What it means that our log does not know a mail: forged or never ours where the log covers its time, not yet or no
// longer to be checked where it does not, nothing at all where the mail has no key to ask by. Pure.

import type { LogCoverage } from '@/lib/maillog-lookup/types';
import { goneAfterMs, skewMs } from './log-limits';
import { isSameHost } from './log-sender';
import { evidenceLine, type LogKnowledge } from './rungs/rung';
import type { EvidenceCode, EvidenceLine, LogWait } from './types';

export interface Silence {
  means: 'covered' | 'too-old' | 'hole' | 'waiting' | 'unsaid';
  evidence: EvidenceLine;
  wait: LogWait | null;
}

const iso = (at: number): string => new Date(at).toISOString();

function silence(
  means: Silence['means'],
  code: EvidenceCode,
  value: string,
  wait: LogWait | null = null,
): Silence {
  return { means, evidence: evidenceLine('mail-log', code, '', value, means === 'covered'), wait };
}

/** Of a mail that names servers of ours, their logs; of any other, all. */
function logsToKnowIt({ clues, coverage }: LogKnowledge): readonly LogCoverage[] {
  if (clues.hops.length === 0) return coverage;
  return coverage.filter(({ host }) => clues.hops.some((hop) => isSameHost(hop.host, host)));
}

/** Where lines of one of the logs may be missing about the time of the mail. */
function holeAt(logs: readonly LogCoverage[], mailAt: number): string | null {
  for (const { host, holes = [] } of logs) {
    const hole = holes.find(({ from, to }) => from < mailAt + skewMs && mailAt - skewMs < to);
    if (hole !== undefined) return `${host} ${iso(hole.from)} – ${iso(hole.to)}`;
  }
  return null;
}

/**
 * Another server whose log has not reached the time of the mail: it may know the same mail, or a second one like it. One
 * that is a day behind the others is not waited for; one that does not answer (reach 0) is.
 */
export function laggingLog({ clues, coverage }: LogKnowledge): Silence | null {
  const { mailAt, receivedAt } = clues;
  if (mailAt === null) return null;
  const latest = Math.max(...coverage.map(({ to }) => to));
  const behind = coverage.filter(
    ({ to }) => to < mailAt + skewMs && (to === 0 || to >= latest - goneAfterMs),
  );
  const [furthest] = behind.sort((a, b) => a.to - b.to);
  if (furthest === undefined) return null;
  const wait = { host: furthest.host, logTo: new Date(mailAt + skewMs), until: new Date(receivedAt) };
  return silence('waiting', 'log-behind', `${furthest.host} ${iso(furthest.to)}`, wait);
}

/** Reads the silence of the log about a mail that no rung found there. */
export function readSilence(log: LogKnowledge): Silence {
  const { clues, now, waitMs } = log;
  const { mailAt } = clues;
  const hasKey = clues.messageId !== null || clues.hops.length > 0;
  if (!hasKey || mailAt === null) return silence('unsaid', 'log-nothing-to-ask', '');
  const logs = logsToKnowIt(log);
  const latest = [...logs].sort((a, b) => a.to - b.to)[0];
  if (latest === undefined) return silence('unsaid', 'log-host-unknown', clues.hops[0]?.host ?? '');
  const from = Math.max(...logs.map((one) => one.from));
  if (mailAt - skewMs < from) return silence('too-old', 'log-too-old', iso(from));
  if (mailAt + skewMs <= latest.to) {
    const hole = holeAt(logs, mailAt);
    if (hole !== null) return silence('hole', 'log-hole', hole);
    return silence('covered', 'log-silent', `${iso(from)} – ${iso(latest.to)}`);
  }
  const until = clues.receivedAt + waitMs;
  const wait = { host: latest.host, logTo: new Date(mailAt + skewMs), until: new Date(until) };
  const reached = `${latest.host} ${iso(latest.to)}`;
  // Also what has waited long enough is looked up again when its log comes after all.
  if (now >= until) return silence('unsaid', 'log-missing', reached, wait);
  return silence('waiting', 'log-behind', reached, wait);
}
