// Whose mail is set apart by its sender alone. The hotlines' own names are the data under test.

import { describe, expect, it } from 'vitest';
import { HOTLINES, hotlineOf } from './hotlines';

const domains = HOTLINES.filter((entry) => !entry.includes('@'));
const addresses = HOTLINES.filter((entry) => entry.includes('@'));

describe('a hotline', () => {
  it.each(domains)(
    '%s is known by its domain and every name below it, and by nothing that only ends alike',
    (domain) => {
      expect(hotlineOf(`reports@${domain}`)).toBe(domain);
      expect(hotlineOf(`reports@mail.${domain}`)).toBe(domain);
      expect(hotlineOf(`reports@not-${domain}`)).toBeNull();
      expect(hotlineOf(`${domain}@example.net`)).toBeNull();
    },
  );

  it.each(addresses)('%s is known by its address alone', (address) => {
    expect(hotlineOf(address)).toBe(address);
    expect(hotlineOf(`press${address.slice(address.indexOf('@'))}`)).toBeNull();
  });

  it('is nobody without a sender', () => {
    expect(hotlineOf(null)).toBeNull();
    expect(hotlineOf('')).toBeNull();
  });
});
