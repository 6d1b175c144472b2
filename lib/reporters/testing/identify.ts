// Reporters for tests: loops and results of mail exchangers in short words, and what is found out as one line.

import { identifyReporter } from '../identify-reporter';
import type { LoopIdentity, Reporter, ReporterSettings, SignatureCheck } from '../types';

const settings: ReporterSettings = {
  authservIds: ['mx.example.com'],
  trust: { verified: 1, known: 1, signed: 0.6, unauthenticated: 0.2 },
  knownDomains: ['cert.example'],
};

export function loop(id: number, more: Partial<LoopIdentity> = {}): LoopIdentity {
  return {
    id,
    name: `Loop ${id}`,
    program: 'test',
    intakeAlias: null,
    fromAddresses: ['feedback@loop.example'],
    envelopeDomains: [],
    dkimDomains: ['loop.example'],
    defaultKind: 'user',
    factor: 1,
    state: 'active',
    ...more,
  };
}

export function identify(
  from: string | null,
  results: string[],
  loops: LoopIdentity[] = [loop(1)],
  more: {
    deliveredTo?: string[];
    settings?: Partial<ReporterSettings>;
    signatures?: SignatureCheck;
  } = {},
): Reporter {
  const outer = { fromAddress: from, deliveredTo: more.deliveredTo ?? [], authenticationResults: results };
  return identifyReporter(outer, loops, { ...settings, ...more.settings }, more.signatures ?? null);
}

export const short = ({ reporterKey, trust, factor }: Reporter): string =>
  `${reporterKey}, ${trust}, ${factor}`;
export const codes = (reporter: Reporter): string[] =>
  reporter.evidence.map(({ code, value }) => (value === '' ? code : `${code} ${value}`));
export const dkim = (domain: string, id = 'mx.example.com'): string => `${id}; dkim=pass header.d=${domain}`;
export const spf = (domain: string): string => `mx.example.com; spf=pass smtp.mailfrom=bounce@${domain}`;

type Result = SignatureCheck['results'][number]['result'];

/** What our own check found, for signatures given as `domain: result`. */
export function checked(results: Record<string, Result>): SignatureCheck {
  return {
    dkimDomains: Object.keys(results).filter((domain) => results[domain] === 'pass'),
    results: Object.entries(results).map(([domain, result]) => ({
      domain,
      selector: 'k1',
      result,
      reason: result === 'pass' ? null : 'because',
    })),
  };
}
