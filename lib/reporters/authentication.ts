// Which domains are authentic for a mail: what our own mail exchanger found, and where it found nothing of DKIM, what our
// own check of the signatures did. Only the topmost Authentication-Results counts, and only with an authserv-id of ours:
// every other one came with the mail and says what its writer liked (RFC 8601 §5 and §7.1).

import type { OuterMessage } from '@/lib/formats/types';
import { parseAuthResults, propertyOf, type AuthResult, type AuthResults } from './auth-results';
import { domainOfValue } from './domains';
import type { ReporterEvidence, ReporterEvidenceCode, SignatureCheck, SignatureResult } from './types';

/** What of a mail's header its authentication rests on. */
export type StampedHeader = Pick<OuterMessage, 'authenticationResults'> &
  Partial<Pick<OuterMessage, 'repeatedFields' | 'isHandedOver'>>;

export interface Authentication {
  /** Domains with a valid DKIM signature. */
  dkimDomains: string[];
  /** Envelope sender domains that SPF passed. */
  spfDomains: string[];
  evidence: ReporterEvidence[];
}

function dkimDomain(result: AuthResult): string | null {
  const value = propertyOf(result, 'header', 'd') ?? propertyOf(result, 'header', 'i');
  return value === null ? null : domainOfValue(value);
}

function spfDomain(result: AuthResult): string | null {
  const value = propertyOf(result, 'smtp', 'mailfrom') ?? propertyOf(result, 'smtp', 'mail');
  return value === null ? null : domainOfValue(value);
}

function passed(
  results: readonly AuthResult[],
  method: string,
  domainOf: (result: AuthResult) => string | null,
): string[] {
  const domains = results
    .filter((result) => result.method === method && result.result === 'pass')
    .map(domainOf)
    .filter((domain) => domain !== null);
  return [...new Set(domains)];
}

/** The topmost values as read, for as long as somebody holds the header: several rules ask for the same. */
const readHeaders = new WeakMap<StampedHeader, AuthResults | null>();

function readTopmost(header: StampedHeader, topmost: string): AuthResults | null {
  const known = readHeaders.get(header);
  if (known !== undefined) return known;
  const parsed = parseAuthResults(topmost);
  readHeaders.set(header, parsed);
  return parsed;
}

/** What the topmost value says, where it is of one of these servers; the reason where not. */
function trustedResults(
  header: StampedHeader,
  authservIds: readonly string[],
): { results: AuthResult[] } | ReporterEvidence {
  const { authenticationResults, isHandedOver } = header;
  const [topmost] = authenticationResults;
  if (isHandedOver === true) return { code: 'handed-over', value: '' };
  if (authservIds.length === 0) return { code: 'no-authserv-id-configured', value: '' };
  if (topmost === undefined) return { code: 'no-authentication-results', value: '' };
  const parsed = readTopmost(header, topmost);
  if (parsed === null) return { code: 'unreadable-authentication-results', value: topmost.slice(0, 200) };
  return authservIds.some((id) => id.toLowerCase() === parsed.authservId)
    ? { results: parsed.results }
    : { code: 'foreign-authserv-id', value: parsed.authservId };
}

/** Whether a mail exchanger of ours judged the mail's signatures already. */
export function hasTrustedDkimResult(header: StampedHeader, authservIds: readonly string[]): boolean {
  const trusted = trustedResults(header, authservIds);
  return 'results' in trusted && trusted.results.some(({ method }) => method === 'dkim');
}

/**
 * What is authentic about a mail. `signatures`: our own check; what a mail exchanger of ours said of DKIM goes before it.
 * Of a mail whose decisive fields stand there twice nothing is: it is not read as it was signed.
 */
export function authenticationOf(
  header: StampedHeader,
  authservIds: readonly string[],
  signatures: SignatureCheck | null = null,
): Authentication {
  const repeated = header.repeatedFields ?? [];
  if (repeated.length > 0) {
    const evidence: ReporterEvidence = { code: 'repeated-fields', value: repeated.join(', ') };
    return { dkimDomains: [], spfDomains: [], evidence: [evidence] };
  }
  const trusted = trustedResults(header, authservIds);
  if (!('results' in trusted)) {
    const own = ownCheck(signatures);
    return { ...own, spfDomains: [], evidence: [trusted, ...own.evidence] };
  }
  const { results } = trusted;
  const spfDomains = passed(results, 'spf', spfDomain);
  const spf = spfDomains.map((value): ReporterEvidence => ({ code: 'spf-pass', value }));
  if (!results.some(({ method }) => method === 'dkim')) {
    const own = ownCheck(signatures);
    return { ...own, spfDomains, evidence: [...own.evidence, ...spf] };
  }
  const dkimDomains = passed(results, 'dkim', dkimDomain);
  const dkim = dkimDomains.map((value): ReporterEvidence => ({ code: 'dkim-pass', value }));
  return { dkimDomains, spfDomains, evidence: [...dkim, ...spf] };
}

const resultCodes: Record<SignatureResult['result'], ReporterEvidenceCode> = {
  pass: 'dkim-verified',
  fail: 'dkim-failed',
  neutral: 'dkim-inconclusive',
  permerror: 'dkim-inconclusive',
  temperror: 'dkim-temporary-error',
};

function ownCheck(signatures: SignatureCheck | null): Omit<Authentication, 'spfDomains'> {
  if (signatures === null) return { dkimDomains: [], evidence: [] };
  const evidence = signatures.results.map(({ domain, result, reason }): ReporterEvidence => ({
    code: resultCodes[result],
    value: reason === null ? domain : `${domain}: ${reason}`,
  }));
  return {
    dkimDomains: signatures.dkimDomains,
    evidence: evidence.length === 0 ? [{ code: 'not-signed', value: '' }] : evidence,
  };
}
