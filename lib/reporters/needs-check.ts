// Which mails' signatures we check ourselves, and when the answer is good enough. Pure.

import { provesReports } from '@/lib/feedback-loops/types';
import type { OuterMessage } from '@/lib/formats/types';
import { hasTrustedDkimResult, type StampedHeader } from './authentication';
import { findProgram } from './directory';
import { areAligned, domainOfValue } from './domains';
import { pretendsToBe } from './match-loop';
import type { LoopIdentity, SignatureCheck } from './types';

/** Whether only our own check can tell: no mail exchanger of ours judged the signatures. */
export function needsOwnCheck(outer: StampedHeader, authservIds: readonly string[]): boolean {
  return !hasTrustedDkimResult(outer, authservIds);
}

/** Whether a mail gives itself out as a reporter's: of a loop, or of a program of the directory. */
export function claimsToBeReporter(
  outer: Pick<OuterMessage, 'fromAddress' | 'deliveredTo'>,
  loops: readonly LoopIdentity[],
): boolean {
  const from = outer.fromAddress ?? '';
  return findProgram(from) !== null || loops.some((loop) => pretendsToBe(loop, from, outer.deliveredTo));
}

/**
 * Whether a signature that could prove something stands undecided because no name server answered: one that aligns with
 * the From, or of a domain that a loop registered. Any other one cannot change the trust, and nothing waits for it.
 */
export function isUndecided(
  check: SignatureCheck,
  outer: Pick<OuterMessage, 'fromAddress'>,
  loops: readonly LoopIdentity[],
): boolean {
  const fromDomain = outer.fromAddress === null ? null : domainOfValue(outer.fromAddress);
  const matters = (domain: string): boolean =>
    (fromDomain !== null && areAligned(domain, fromDomain)) ||
    loops.some(
      (loop) => provesReports(loop.state) && loop.dkimDomains.some((one) => domainOfValue(one) === domain),
    );
  return check.results.some(({ result, domain }) => result === 'temperror' && matters(domain));
}
