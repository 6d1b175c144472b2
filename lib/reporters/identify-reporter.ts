// Who complains, and how far that can be trusted. A forged report must never get the key of the loop it imitates: the key
// decides under whose cap it counts and whose complaints a not-spam cancels.

import { provesReports } from '@/lib/feedback-loops/types';
import type { OuterMessage } from '@/lib/formats/types';
import { authenticationOf, type Authentication, type StampedHeader } from './authentication';
import { findProgram } from './directory';
import { areAligned, domainOfValue, registeredDomain } from './domains';
import { isDeliveredTo, matchLoops, pretendsToBe, type LoopMatch } from './match-loop';
import type { LoopIdentity, Reporter, ReporterEvidence, ReporterSettings, SignatureCheck } from './types';

type Outer = Pick<OuterMessage, 'fromAddress' | 'deliveredTo'> & StampedHeader;

function verified(
  { loop, domain }: LoopMatch,
  settings: ReporterSettings,
  evidence: ReporterEvidence[],
): Reporter {
  return {
    reporterKey: `loop:${loop.id}`,
    loopId: loop.id,
    trust: 'verified',
    factor: settings.trust.verified * loop.factor,
    alignedDomain: domain,
    evidence: [...evidence, { code: 'loop-verified', value: loop.name }],
    label: loop.name,
  };
}

/** The domain that both authentication and From name; a DKIM signature before SPF. */
function alignedDomainOf(fromDomain: string | null, authentication: Authentication): string | null {
  if (fromDomain === null) return null;
  const domains = [...authentication.dkimDomains, ...authentication.spfDomains];
  return domains.find((domain) => areAligned(domain, fromDomain)) ?? null;
}

/** Any authenticated domain but a loop's: of a program of the directory, of a reporter the settings name, or unknown. */
function signed(
  { from, domain }: { from: string; domain: string },
  settings: ReporterSettings,
  before: ReporterEvidence[],
): Reporter {
  const evidence: ReporterEvidence[] = [...before, { code: 'aligned', value: domain }];
  const plain = { loopId: null, alignedDomain: domain };
  const program = findProgram(from);
  if (program !== null) {
    return {
      ...plain,
      reporterKey: `program:${program.id}`,
      trust: 'known',
      factor: settings.trust.known,
      evidence: [...evidence, { code: 'known-program', value: program.name }],
      label: program.name,
    };
  }
  const isKnown = (settings.knownDomains ?? []).some((known) => known.toLowerCase() === domain);
  const trust = isKnown ? 'known' : 'signed';
  return {
    ...plain,
    reporterKey: `domain:${isKnown ? domain : registeredDomain(domain)}`,
    trust,
    factor: settings.trust[trust],
    evidence: isKnown ? [...evidence, { code: 'known-domain', value: domain }] : evidence,
    label: domain,
  };
}

function unauthenticated(from: string, settings: ReporterSettings, evidence: ReporterEvidence[]): Reporter {
  const domain = domainOfValue(from);
  const hasDomains = evidence.some(({ code }) => ['dkim-pass', 'dkim-verified', 'spf-pass'].includes(code));
  return {
    reporterKey: `unauthenticated:${domain ?? 'unknown'}`,
    loopId: null,
    trust: 'unauthenticated',
    factor: settings.trust.unauthenticated,
    alignedDomain: null,
    evidence: hasDomains ? [...evidence, { code: 'not-aligned', value: domain ?? '' }] : evidence,
    label: domain ?? from,
  };
}

function loopEvidence(
  loops: readonly LoopIdentity[],
  from: string,
  deliveredTo: readonly string[],
  inactive: readonly LoopMatch[],
): ReporterEvidence[] {
  const pretended = loops.filter(
    (loop) => provesReports(loop.state) && pretendsToBe(loop, from, deliveredTo),
  );
  return [
    ...inactive.map(({ loop }) => ({ code: 'loop-inactive' as const, value: loop.name })),
    ...pretended.map((loop) => ({ code: 'loop-pretended' as const, value: loop.name })),
  ];
}

/**
 * Identifies the reporter of a mail.
 *
 * `verified`: an active loop's registered identity, authenticated. `known`: a program of the directory, or a domain that
 * the settings name, authenticated and aligned with the From. `signed`: any other domain authenticated by DKIM or SPF and aligned with the From; counted by the registered
 * domain, so that subdomains buy no further caps. `unauthenticated`: all others, also one that imitates a loop.
 * @param signatures our own check of the mail's signatures; null where a mail exchanger of ours judged them.
 */
export function identifyReporter(
  outer: Outer,
  loops: readonly LoopIdentity[],
  settings: ReporterSettings,
  signatures: SignatureCheck | null = null,
): Reporter {
  const from = outer.fromAddress?.toLowerCase() ?? '';
  const authentication = authenticationOf(outer, settings.authservIds, signatures);
  const matches = matchLoops(loops, from, outer.deliveredTo, authentication);
  const evidence: ReporterEvidence[] = [
    ...(from === '' ? [{ code: 'no-from' as const, value: '' }] : []),
    ...authentication.evidence,
    ...loops
      .filter((loop) => isDeliveredTo(loop, outer.deliveredTo))
      .map((loop) => ({ code: 'delivered-to-alias' as const, value: loop.name })),
  ];
  const active = matches.find(({ loop }) => provesReports(loop.state));
  if (active !== undefined) return verified(active, settings, evidence);

  const aligned = alignedDomainOf(domainOfValue(from), authentication);
  const withLoops = [...evidence, ...loopEvidence(loops, from, outer.deliveredTo, matches)];
  return aligned === null
    ? unauthenticated(from, settings, withLoops)
    : signed({ from, domain: aligned }, settings, withLoops);
}
