// What our own check of the signatures adds to what our mail exchangers said, and where it is needed.

import { describe, expect, it } from 'vitest';
import { hasTrustedDkimResult } from './authentication';
import { checked, codes, dkim, identify, loop, short, spf } from './testing/identify';

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
