// Which domains belong together: one registered domain, never a public suffix.

import { describe, expect, it } from 'vitest';
import { areAligned, registeredDomain } from './domains';

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
