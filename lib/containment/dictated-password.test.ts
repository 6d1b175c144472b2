import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { passwordBits, passwordFrom } from './dictated-password';

describe('a password that is dictated', () => {
  it('has at least 70 bits, and every choice is taken', () => {
    expect(passwordBits).toBeGreaterThanOrEqual(70);
    const asked: number[] = [];
    passwordFrom((most) => (asked.push(most), 0));
    expect(asked.reduce((bits, most) => bits + Math.log2(most), 0)).toBeCloseTo(passwordBits, 6);
  });

  it('is six groups of two syllables and two digits, without letters that sound or lie alike', () => {
    for (let round = 0; round < 100; round += 1) {
      const password = passwordFrom(randomInt);
      expect(password).toMatch(/^[A-Z][a-z]{3}(?:-(?:[bghklmrstw][aeiou]){2}){5}-[2-9]{2}$/);
      expect(password).not.toMatch(/[pdnfvyzc01]/i);
    }
  });
});
