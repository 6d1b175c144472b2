// Marks that route, redaction that keeps people countable and unnamed, and what an attempt leaves behind.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactionToken } from '@/lib/formats/redaction-token';
import { redactAddresses } from './redact';
import { caseOfMessageId, noticeMessageId, plusAddress, tokenOfAddress } from './tokens';

const key = Buffer.alloc(32, 7);

describe('a Message-ID of ours', () => {
  it('leads to its case, and no forged one does', () => {
    const own = noticeMessageId(42, '0123456789abcdef', 'example.com', key);
    expect(own).toMatch(/^n\.42\.0123456789abcdef\.[0-9a-f]{20}@example\.com$/);
    expect(caseOfMessageId(own, key)).toBe(42);
    expect(caseOfMessageId(own.replace('n.42', 'n.43'), key)).toBeNull();
    expect(caseOfMessageId(own, Buffer.alloc(32, 8))).toBeNull();
    expect(caseOfMessageId('n.42.0123456789abcdef.00000000000000000000@example.com', key)).toBeNull();
    expect(caseOfMessageId('<anything@example.net>', key)).toBeNull();
  });
});

describe('a plus address', () => {
  const token = 'f'.repeat(32);
  it('gives its token back, whatever the case of the letters', () => {
    const address = plusAddress('abuse@example.com', token);
    expect(address).toBe(`abuse+${token}@example.com`);
    expect(tokenOfAddress(address.toUpperCase(), 'abuse@example.com')).toBe(token);
  });
  it.each([
    'abuse@example.com',
    `abuse+${token}@example.net`,
    `other+${token}@example.com`,
    'abuse+x@example.com',
  ])('%s has none of ours', (address) => {
    expect(tokenOfAddress(address, 'abuse@example.com')).toBeNull();
  });
});

describe('redaction (RFC 6590 §2)', () => {
  it('reproduces the test vector', () => {
    expect(redactionToken('potatoes', 'bob')).toBe('rZ8cqXWGiKHzhz1MsFRGTysHia4=');
    expect(redactAddresses('to bob@example.net.', 'potatoes', new Set())).toBe(
      'to rZ8cqXWGiKHzhz1MsFRGTysHia4=@example.net.',
    );
  });

  it('names nobody but whom it may, and equal people stay equal', () => {
    const text = 'To: Leser@example.net, leser@example.net, wer@example.org; von erika@example.com';
    const redacted = redactAddresses(text, 'k', new Set(['erika@example.com']));
    expect(redacted).not.toMatch(/leser@|wer@/i);
    expect(redacted).toContain('erika@example.com');
    const tokens = redacted.match(/[A-Za-z0-9+/]{27}=@example\.net/g) ?? [];
    expect(tokens).toHaveLength(2);
    expect(new Set(tokens).size).toBe(1);
  });

  it('leaves no local part behind in any text', () => {
    const local = fc.stringMatching(/^[a-z][a-z0-9]{5,20}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(local, fc.string())), (parts) => {
        const text = parts.map(([name, around]) => `${around} <${name}@example.net>`).join(' ');
        const redacted = redactAddresses(text, 'k', new Set());
        for (const [name] of parts) expect(redacted).not.toContain(`${name}@example.net`);
      }),
    );
  });
});
