// Which domains our own mail exchanger found to be authentic for a mail. Only the topmost Authentication-Results counts,
// and only with an authserv-id of ours: every other one came with the mail and says what its writer liked
// (RFC 8601 §5 and §7.1).

import { parseAuthResults, propertyOf, type AuthResult } from './auth-results';
import { domainOfValue } from './domains';
import type { ReporterEvidence, ReporterEvidenceCode } from './types';

export interface Authentication {
  /** Domains with a valid DKIM signature. */
  dkimDomains: string[];
  /** Envelope sender domains that SPF passed. */
  spfDomains: string[];
  evidence: ReporterEvidence[];
}

function nothing(code: ReporterEvidenceCode, value: string): Authentication {
  return { dkimDomains: [], spfDomains: [], evidence: [{ code, value }] };
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

/** Reads the topmost value; `values` topmost first. */
export function authenticationOf(values: readonly string[], authservIds: readonly string[]): Authentication {
  const [topmost] = values;
  if (authservIds.length === 0) return nothing('no-authserv-id-configured', '');
  if (topmost === undefined) return nothing('no-authentication-results', '');
  const parsed = parseAuthResults(topmost);
  if (parsed === null) return nothing('unreadable-authentication-results', topmost.slice(0, 200));
  if (!authservIds.some((id) => id.toLowerCase() === parsed.authservId))
    return nothing('foreign-authserv-id', parsed.authservId);
  const dkimDomains = passed(parsed.results, 'dkim', dkimDomain);
  const spfDomains = passed(parsed.results, 'spf', spfDomain);
  const evidence: ReporterEvidence[] = [
    ...dkimDomains.map((value) => ({ code: 'dkim-pass' as const, value })),
    ...spfDomains.map((value) => ({ code: 'spf-pass' as const, value })),
  ];
  return { dkimDomains, spfDomains, evidence };
}
