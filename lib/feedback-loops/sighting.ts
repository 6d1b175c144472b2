// Which subscription a mail gives itself out as, whether that was proved, and what was proved of its sender: what the health
// of a feedback loop is judged from. Pure.

import { domainOf } from '@/lib/mime/domain-names';
import type { LoopIdentity, Reporter, ReporterEvidenceCode } from '@/lib/reporters/types';

/**
 * `verified`: by a registered identity. `failed`: what was proved of the sender, or a broken signature, speaks against the
 * loop. `unverified`: nothing could be checked.
 */
export const authenticities = ['verified', 'unverified', 'failed'] as const;
export type Authenticity = (typeof authenticities)[number];

export interface LoopSighting {
  loopId: number;
  authenticity: Authenticity;
  /** The From, where its domain was proved; null else. */
  fromAddress: string | null;
  /** Proved by SPF. */
  envelopeDomain: string | null;
  /** Proved by a signature. */
  dkimDomain: string | null;
}

/** Null where the mail is no loop's, or could be several ones'. */
export function sightingOf(
  reporter: Pick<Reporter, 'loopId' | 'evidence' | 'alignedDomain'>,
  fromAddress: string | null,
  loops: readonly Pick<LoopIdentity, 'id' | 'name'>[],
): LoopSighting | null {
  const loopId = reporter.loopId ?? pretendedLoop(reporter, loops);
  if (loopId === null) return null;
  const valuesOf = (...codes: ReporterEvidenceCode[]) =>
    reporter.evidence.flatMap(({ code, value }) => (codes.includes(code) ? [value] : []));
  // Of several signatures the one that counted; another one is of whoever carried the mail.
  const choose = (values: string[]) =>
    values.find((value) => value === reporter.alignedDomain) ?? values[0] ?? null;
  const envelopeDomain = choose(valuesOf('spf-pass'));
  const dkimDomain = choose(valuesOf('dkim-pass', 'dkim-verified'));
  const speaksAgainst = envelopeDomain !== null || dkimDomain !== null || valuesOf('dkim-failed').length > 0;
  const isProved = reporter.loopId !== null || reporter.alignedDomain !== null;
  return {
    loopId,
    authenticity: reporter.loopId !== null ? 'verified' : speaksAgainst ? 'failed' : 'unverified',
    fromAddress: isProved && domainOf(fromAddress ?? '') !== null ? fromAddress : null,
    envelopeDomain,
    dkimDomain,
  };
}

/** The address that it came to says more than the words of its From; of several without one none is meant. */
function pretendedLoop(
  { evidence }: Pick<Reporter, 'evidence'>,
  loops: readonly Pick<LoopIdentity, 'id' | 'name'>[],
): number | null {
  const named = (code: ReporterEvidenceCode) =>
    evidence.flatMap((one) => (one.code === code ? [one.value] : []));
  const pretended = named('loop-pretended');
  const delivered = named('delivered-to-alias').filter((name) => pretended.includes(name));
  const meant = delivered.length > 0 ? delivered : pretended;
  if (meant.length !== 1) return null;
  return loops.find(({ name }) => name === meant[0])?.id ?? null;
}
