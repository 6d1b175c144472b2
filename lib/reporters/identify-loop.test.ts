// When a report is a feedback loop's: what is proved, and not what is said.

import { describe, expect, it } from 'vitest';
import { codes, dkim, identify, loop, short, spf } from './testing/identify';

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
