// The words of trust in a reporter: which subscription a report comes from, and how surely.

import type { LoopState } from '@/lib/feedback-loops/types';

export type Trust = 'verified' | 'known' | 'signed' | 'unauthenticated';

/** A feedback loop we subscribe to, with the identities registered for it (lower case, A-labels). */
export interface LoopIdentity {
  id: number;
  name: string;
  program: string;
  intakeAlias: string | null;
  /** Addresses the loop writes from; `@example.net` registers every address of that domain. */
  fromAddresses: string[];
  envelopeDomains: string[];
  dkimDomains: string[];
  defaultKind: string;
  /** The team's own weight for this loop, times the trust factor. */
  factor: number;
  state: LoopState;
}

export interface ReporterSettings {
  /** authserv-ids our own mail exchangers stamp; none configured means nothing is authenticated. */
  authservIds: string[];
  /** Trust factors, from the policy in force. */
  trust: Record<Trust, number>;
  /** Domains of reporters we know though we have no subscription (a CERT, a peer's abuse desk). */
  knownDomains?: string[];
}

export type ReporterEvidenceCode =
  | 'loop-verified'
  | 'loop-pretended'
  | 'loop-inactive'
  | 'delivered-to-alias'
  | 'dkim-pass'
  | 'dkim-verified'
  | 'dkim-failed'
  | 'dkim-inconclusive'
  | 'dkim-temporary-error'
  | 'not-signed'
  | 'spf-pass'
  | 'aligned'
  | 'not-aligned'
  | 'known-domain'
  | 'known-program'
  | 'no-authserv-id-configured'
  | 'no-authentication-results'
  | 'foreign-authserv-id'
  | 'unreadable-authentication-results'
  | 'handed-over'
  | 'repeated-fields'
  | 'no-from';

export interface ReporterEvidence {
  code: ReporterEvidenceCode;
  value: string;
}

export interface Reporter {
  /** `loop:7`, `program:yahoo-cfl`, `domain:example.net` or `unauthenticated:example.net`. */
  reporterKey: string;
  loopId: number | null;
  trust: Trust;
  /** Trust factor times the loop's own factor. */
  factor: number;
  alignedDomain: string | null;
  evidence: ReporterEvidence[];
  /** Name for people: the loop's name, or the domain or address it claims. */
  label: string;
}

/** What checking a mail's own signatures came to (RFC 6376). Absent where a mail exchanger of ours already said it. */
export interface SignatureCheck {
  /** d= of the signatures that verify, lower case. */
  dkimDomains: string[];
  /** One entry a signature, in the mail's order. */
  results: SignatureResult[];
}

export interface SignatureResult {
  /** d=, lower case. */
  domain: string;
  /** s=. */
  selector: string;
  /** RFC 8601 §2.7.1. `temperror`: no name server answered. */
  result: 'pass' | 'fail' | 'neutral' | 'temperror' | 'permerror';
  /** Why it did not pass, for people; null where it did. */
  reason: string | null;
}

/** So many unauthenticated reports that claim a domain, in ten minutes that begin at `slot`. The domain '' is all of them. */
export interface UnauthenticatedCount {
  slot: Date;
  domain: string;
  reports: number;
}
