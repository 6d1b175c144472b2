import { describe, expect, it } from 'vitest';
import { makeRecoveryCodes, recoveryCodeHash } from './recovery-codes';
import { makeTotpSecret, totpStep, totpUri } from './totp';

/** The ASCII secret of RFC 6238, appendix B; its eight digits end in the six that apps show. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number) => new Date(seconds * 1000);

describe('codes', () => {
  it('are those of RFC 6238, appendix B', () => {
    for (const [seconds, code] of [
      [59, '287082'],
      [1111111109, '081804'],
      [1234567890, '005924'],
      [20000000000, '353130'],
    ] as const)
      expect(totpStep(secret, code, at(seconds))).toBe(BigInt(Math.floor(seconds / 30)));
  });

  it('count one step early or late, and name the step they are of', () => {
    expect(totpStep(secret, '287082', at(59 + 30))).toBe(1n);
    expect(totpStep(secret, '287082', at(29))).toBe(1n);
    expect(totpStep(secret, '287082', at(59 + 61))).toBeNull();
  });

  it('are refused where they are wrong or no code', () => {
    for (const code of ['287083', '', '28708', '2870820', 'abcdef'])
      expect(totpStep(secret, code, at(59))).toBeNull();
  });

  it('come from secrets of 160 bits that differ, in an address that apps read', () => {
    const [one, two] = [makeTotpSecret(), makeTotpSecret()];
    expect(one).toMatch(/^[A-Z2-7]{32}$/);
    expect(one).not.toBe(two);
    const uri = totpUri(one, 'berta@example.com', 'Meldestelle abuse.example.com');
    expect(uri).toMatch(/^otpauth:\/\/totp\//);
    expect(new URL(uri).searchParams.get('secret')).toBe(one);
  });
});

describe('recovery codes', () => {
  it('are ten different ones, the same however typed, and another for somebody else', () => {
    const codes = makeRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    const [code] = codes as [string];
    const hash = recoveryCodeHash(1, code);
    expect(recoveryCodeHash(1, ` ${code.toUpperCase().replaceAll('-', ' ')} `)).toEqual(hash);
    expect(recoveryCodeHash(2, code)).not.toEqual(hash);
  });
});
