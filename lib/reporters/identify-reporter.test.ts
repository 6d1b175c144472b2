// What a forger gains by imitating a loop, and who other reporters are (RFC 8601 §5, §7.1).

import { describe, expect, it } from 'vitest';
import { codes, dkim, identify, loop, short } from './testing/identify';

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
