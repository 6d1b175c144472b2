// Trust in a reporter: what is proved, what is only said, and what a forger gains by imitating a loop (RFC 8601 §5, §7.1).

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAuthResults, propertyOf } from './auth-results';
import { hasTrustedDkimResult } from './authentication';
import { findProgram } from './directory';
import { areAligned, registeredDomain } from './domains';
import { identifyReporter } from './identify-reporter';
import type { LoopIdentity, Reporter, ReporterSettings, SignatureCheck } from './types';

describe('parseAuthResults', () => {
  it('reads methods, results, versions, reasons, comments and properties', () => {
    const value =
      'MX.example.com 1; dkim/1=pass (2048-bit key; good) reason="ok; really" header.d=example.net header.i=@news.example.net header.b="Pr=s"; spf=pass (sender ok) smtp.mailfrom=prvs=12ab=b@example.net; dmarc=none';
    expect(parseAuthResults(value)).toEqual({
      authservId: 'mx.example.com',
      results: [
        {
          method: 'dkim',
          result: 'pass',
          properties: [
            { ptype: 'header', property: 'd', value: 'example.net' },
            { ptype: 'header', property: 'i', value: '@news.example.net' },
            { ptype: 'header', property: 'b', value: 'Pr=s' },
          ],
        },
        {
          method: 'spf',
          result: 'pass',
          properties: [{ ptype: 'smtp', property: 'mailfrom', value: 'prvs=12ab=b@example.net' }],
        },
        { method: 'dmarc', result: 'none', properties: [] },
      ],
    });
  });

  it('reads "none" as no result', () => {
    expect(parseAuthResults('mx.example.com; none')).toEqual({ authservId: 'mx.example.com', results: [] });
  });

  it('keeps what a sender wrote into an address inside that address', () => {
    const value =
      'mx.example.com; spf=fail smtp.mailfrom="x; dkim=pass header.d=loop.example"@evil.example; dkim=none';
    const parsed = parseAuthResults(value);
    expect(parsed?.results.map(({ method, result }) => `${method}=${result}`)).toEqual([
      'spf=fail',
      'dkim=none',
    ]);
    const first = parsed?.results[0];
    expect(first && propertyOf(first, 'smtp', 'mailfrom')).toBe(
      'x; dkim=pass header.d=loop.example@evil.example',
    );
  });

  it.each([
    ['an open quote', 'mx.example.com; spf=fail smtp.mailfrom="x; dkim=pass header.d=loop.example'],
    ['an open comment', 'mx.example.com; dkim=fail (x; spf=pass smtp.mailfrom=loop.example'],
    ['no authserv-id', 'dkim=pass header.d=loop.example'],
    ['free text', 'mta.example.com  from=example.org; dkim=pass (ok)'],
    ['nothing', ''],
  ])('refuses %s', (_, value) => {
    expect(parseAuthResults(value)).toBeNull();
  });

  it('never throws, and takes time that grows with the length alone', () => {
    const alphabet = fc.constantFrom(
      'mx ',
      ';',
      '=',
      '"',
      '(',
      ')',
      '\\',
      'dkim=pass ',
      'header.d=',
      'x',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 200 }), (parts) => void parseAuthResults(parts.join(''))),
    );
    for (const part of ['(', '=', ';', 'a=b ', 'a=', '"', '()', 'x']) {
      const started = process.cpuUsage();
      parseAuthResults(`mx;${part.repeat(256 * 1024)}`);
      expect(process.cpuUsage(started).user / 1000, part).toBeLessThan(3000);
    }
  });
});

describe('domains', () => {
  it.each([
    ['a.b.example.com', 'example.com'],
    ['example.com', 'example.com'],
    ['mail.example.co.uk', 'example.co.uk'],
    ['example.de', 'example.de'],
    ['x.org.example', 'org.example'],
  ])('%s belongs to %s', (domain, expected) => {
    expect(registeredDomain(domain)).toBe(expected);
  });

  it('align within one registered domain only', () => {
    expect(areAligned('bounces.example.com', 'news.example.com')).toBe(true);
    expect(areAligned('a.co.uk', 'b.co.uk')).toBe(false);
    expect(areAligned('example.com', 'notexample.com')).toBe(false);
  });
});

const settings: ReporterSettings = {
  authservIds: ['mx.example.com'],
  trust: { verified: 1, known: 1, signed: 0.6, unauthenticated: 0.2 },
  knownDomains: ['cert.example'],
};

function loop(id: number, more: Partial<LoopIdentity> = {}): LoopIdentity {
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

function identify(
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

const short = ({ reporterKey, trust, factor }: Reporter): string => `${reporterKey}, ${trust}, ${factor}`;
const codes = (reporter: Reporter): string[] =>
  reporter.evidence.map(({ code, value }) => (value === '' ? code : `${code} ${value}`));
const dkim = (domain: string, id = 'mx.example.com'): string => `${id}; dkim=pass header.d=${domain}`;
const spf = (domain: string): string => `mx.example.com; spf=pass smtp.mailfrom=bounce@${domain}`;

describe('a loop', () => {
  it('is verified by its registered From under its registered signature, at its own factor', () => {
    const reporter = identify('Feedback@Loop.example', [dkim('loop.example')], [loop(7, { factor: 0.5 })]);
    expect(short(reporter)).toBe('loop:7, verified, 0.5');
    expect(reporter).toMatchObject({ loopId: 7, alignedDomain: 'loop.example', label: 'Loop 7' });
  });

  it('is verified by SPF of a registered envelope domain', () => {
    const byEnvelope = loop(2, { dkimDomains: [], envelopeDomains: ['returns.loop.example'] });
    expect(short(identify('feedback@loop.example', [spf('returns.loop.example')], [byEnvelope]))).toBe(
      'loop:2, verified, 1',
    );
    expect(short(identify('feedback@loop.example', [spf('other.loop.example')], [byEnvelope]))).toBe(
      'domain:loop.example, signed, 0.6',
    );
  });

  it('without registered From addresses is verified by a signature that aligns with the From', () => {
    const anyFrom = loop(3, { fromAddresses: [] });
    expect(short(identify('x@news.loop.example', [dkim('loop.example')], [anyFrom]))).toBe(
      'loop:3, verified, 1',
    );
    expect(short(identify('x@else.example', [dkim('loop.example')], [anyFrom]))).toBe(
      'unauthenticated:else.example, unauthenticated, 0.2',
    );
  });

  it('may register all addresses of a domain', () => {
    const all = loop(4, { fromAddresses: ['@loop.example'] });
    expect(identify('any@loop.example', [dkim('loop.example')], [all]).loopId).toBe(4);
    expect(identify('any@xloop.example', [dkim('loop.example')], [all]).loopId).toBeNull();
  });

  it('that shares its domain with millions is not every one of them', () => {
    const reporter = identify('someone@loop.example', [dkim('loop.example')]);
    expect(short(reporter)).toBe('domain:loop.example, signed, 0.6');
  });

  it('is chosen by the address it delivers to where several match', () => {
    const loops = [loop(1), loop(2, { intakeAlias: 'Fbl-Two@Example.com' })];
    expect(
      identify('feedback@loop.example', [dkim('loop.example')], loops, {
        deliveredTo: ['fbl-two@example.com'],
      }).loopId,
    ).toBe(2);
    expect(identify('feedback@loop.example', [dkim('loop.example')], loops).loopId).toBe(1);
  });

  it('that is switched off counts as any signed domain', () => {
    const reporter = identify(
      'feedback@loop.example',
      [dkim('loop.example')],
      [loop(1, { state: 'paused' })],
    );
    expect(short(reporter)).toBe('domain:loop.example, signed, 0.6');
    expect(codes(reporter)).toContain('loop-inactive Loop 1');
  });
});

describe('a forged report', () => {
  const forgeries: [string, string[], string][] = [
    ['without any results', [], 'no-authentication-results'],
    [
      'with results of its own making',
      [dkim('loop.example', 'mx.forged.example')],
      'foreign-authserv-id mx.forged.example',
    ],
    [
      'with true results below a foreign one',
      [dkim('loop.example', 'mx.forged.example'), dkim('loop.example')],
      'foreign-authserv-id mx.forged.example',
    ],
    ['with a failed signature', ['mx.example.com; dkim=fail header.d=loop.example'], 'loop-pretended Loop 1'],
    ['signed by somebody else', [dkim('evil.example')], 'not-aligned loop.example'],
    [
      'with forged results below ours',
      ['mx.example.com; dkim=none', dkim('loop.example')],
      'loop-pretended Loop 1',
    ],
  ];
  it.each(forgeries)('%s never gets the key of the loop it imitates', (_, results, code) => {
    const reporter = identify(
      'feedback@loop.example',
      results,
      [loop(1, { intakeAlias: 'fbl@example.com' })],
      {
        deliveredTo: ['fbl@example.com'],
      },
    );
    expect(short(reporter)).toBe('unauthenticated:loop.example, unauthenticated, 0.2');
    expect(reporter.loopId).toBeNull();
    expect(codes(reporter)).toEqual(
      expect.arrayContaining([code, 'loop-pretended Loop 1', 'delivered-to-alias Loop 1']),
    );
  });

  it('gets no trust where no authserv-id is configured', () => {
    const reporter = identify('feedback@loop.example', [dkim('loop.example')], [loop(1)], {
      settings: { authservIds: [] },
    });
    expect(reporter.trust).toBe('unauthenticated');
    expect(codes(reporter)).toContain('no-authserv-id-configured');
  });
});

describe('other reporters', () => {
  it('are signed where their From aligns, and count by their registered domain', () => {
    expect(short(identify('a@x.example.org', [dkim('mail.example.org')]))).toBe(
      'domain:example.org, signed, 0.6',
    );
    const keys = [1, 2, 3].map(
      (n) => identify(`a@s${n}.example.org`, [dkim(`s${n}.example.org`)]).reporterKey,
    );
    expect(new Set(keys).size).toBe(1);
  });

  it('are known where the settings name them', () => {
    expect(short(identify('abuse@cert.example', [dkim('cert.example')]))).toBe(
      'domain:cert.example, known, 1',
    );
    expect(identify('abuse@cert.example', []).trust).toBe('unauthenticated');
  });

  it('without a From are nobody', () => {
    const reporter = identify(null, [dkim('example.org')]);
    expect(short(reporter)).toBe('unauthenticated:unknown, unauthenticated, 0.2');
    expect(codes(reporter)).toContain('no-from');
  });
});

type Result = SignatureCheck['results'][number]['result'];

/** What our own check found, for signatures given as `domain: result`. */
function checked(results: Record<string, Result>): SignatureCheck {
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

describe('our own check of the signatures', () => {
  it('verifies a loop where no mail exchanger of ours spoke', () => {
    for (const results of [[], [dkim('evil.example', 'mx.forged.example')]]) {
      const reporter = identify('feedback@loop.example', results, [loop(1)], {
        signatures: checked({ 'loop.example': 'pass' }),
      });
      expect(short(reporter)).toBe('loop:1, verified, 1');
      expect(codes(reporter)).toContain('dkim-verified loop.example');
    }
  });

  it('does not overrule what a mail exchanger of ours said of DKIM', () => {
    const reporter = identify('feedback@loop.example', ['mx.example.com; dkim=fail'], [loop(1)], {
      signatures: checked({ 'loop.example': 'pass' }),
    });
    expect(reporter.trust).toBe('unauthenticated');
  });

  it('stands in where the mail exchanger judged SPF alone', () => {
    const reporter = identify('feedback@loop.example', ['mx.example.com; spf=none'], [loop(1)], {
      signatures: checked({ 'loop.example': 'pass' }),
    });
    expect(reporter.trust).toBe('verified');
  });

  it.each([
    ['fail', 'dkim-failed loop.example: because'],
    ['neutral', 'dkim-inconclusive loop.example: because'],
    ['temperror', 'dkim-temporary-error loop.example: because'],
  ] as const)('that ends in %s leaves the report unauthenticated and says so', (result, code) => {
    const reporter = identify('feedback@loop.example', [], [loop(1)], {
      signatures: checked({ 'loop.example': result }),
    });
    expect(short(reporter)).toBe('unauthenticated:loop.example, unauthenticated, 0.2');
    expect(codes(reporter)).toEqual(expect.arrayContaining([code, 'loop-pretended Loop 1']));
  });

  it('of somebody else’s signature gives nothing, and names a mail without any', () => {
    const other = identify('feedback@loop.example', [], [loop(1)], {
      signatures: checked({ 'evil.example': 'pass' }),
    });
    expect(codes(other)).toContain('not-aligned loop.example');
    const bare = identify('feedback@loop.example', [], [loop(1)], { signatures: checked({}) });
    expect(codes(bare)).toContain('not-signed');
    expect([other.trust, bare.trust]).toEqual(['unauthenticated', 'unauthenticated']);
  });

  it('is needed only where no trusted result of DKIM stands on top', () => {
    const ids = ['mx.example.com'];
    const has = (results: string[], trusted = ids): boolean =>
      hasTrustedDkimResult({ authenticationResults: results }, trusted);
    expect(has([dkim('loop.example')])).toBe(true);
    expect(has(['mx.example.com; dkim=none'])).toBe(true);
    expect(has([spf('loop.example')])).toBe(false);
    expect(has([dkim('a.example', 'mx.forged.example'), dkim('loop.example')])).toBe(false);
    expect(has([dkim('loop.example')], [])).toBe(false);
  });
});

describe('a program of the directory', () => {
  // The names are data of the directory; no mail is sent to them.
  it('is known when its From is signed by its domain, and nobody when it is not', () => {
    const from = 'feedback@arf.mail.yahoo.com';
    const known = identify(from, [], [], { signatures: checked({ 'arf.mail.yahoo.com': 'pass' }) });
    expect(short(known)).toBe('program:yahoo-cfl, known, 1');
    expect(identify(from, [], [], { signatures: checked({ 'evil.example': 'pass' }) }).trust).toBe(
      'unauthenticated',
    );
    expect(identify(from, [], []).trust).toBe('unauthenticated');
  });

  it('that shares its domain with mailboxes is its one address, tags aside', () => {
    expect(findProgram('staff@hotmail.com')?.id).toBe('microsoft-jmrp');
    expect(findProgram('someone@hotmail.com')).toBeNull();
    expect(findProgram('takedown-response+12345@netcraft.com')?.id).toBe('netcraft');
    expect(findProgram('evil@sub.arf.mail.yahoo.com')).toBeNull();
    expect(findProgram('@reports.spamcop.net')).toBeNull();
    expect(findProgram('')).toBeNull();
  });

  it('that is subscribed to is its loop', () => {
    const subscribed = loop(3, { fromAddresses: ['@fbl.zoho.com'], dkimDomains: ['zoho.com'] });
    const reporter = identify('feedbackloop@fbl.zoho.com', [], [subscribed], {
      signatures: checked({ 'zoho.com': 'pass' }),
    });
    expect(short(reporter)).toBe('loop:3, verified, 1');
  });
});
