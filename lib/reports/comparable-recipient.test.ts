// Two people stay two and one stays one, whether a report names them or their digests (RFC 6590 §2).

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { emptyReport } from '@/lib/formats/empty-report';
import { complainantOf } from './build-report';
import { comparableRecipient } from './comparable-recipient';

/** RFC 6590 Appendix A: key `potatoes`, data `bob`. */
const token = createHash('sha1').update('potatoesbob').digest('base64');

describe('comparableRecipient', () => {
  it('keeps the digest of the RFC as it is, and the domain in lower case', () => {
    expect(token).toBe('rZ8cqXWGiKHzhz1MsFRGTysHia4=');
    expect(comparableRecipient(`${token}@Example.NET`)).toBe('rZ8cqXWGiKHzhz1MsFRGTysHia4=@example.net');
    expect(comparableRecipient(token)).toBe(token);
  });

  it('keeps two digests apart that differ in case alone', () => {
    const other = token.replace('rZ8', 'RZ8');
    expect(comparableRecipient(`${token}@example.net`)).not.toBe(comparableRecipient(`${other}@example.net`));
    const bare = token.slice(0, -1);
    expect(comparableRecipient(bare)).not.toBe(comparableRecipient(other.slice(0, -1)));
  });

  it.each([
    ['Max.Mustermann@Example.COM', 'max.mustermann@example.com'],
    ['MaxMustermann@example.com', 'maxmustermann@example.com'],
    ['Kundenservice2026@example.com', 'kundenservice2026@example.com'],
    ['5D41402ABC4B2A76B9719D911017C592@example.com', '5d41402abc4b2a76b9719d911017c592@example.com'],
    ['  Reader@example.org ', 'reader@example.org'],
    ['Redacted', 'redacted'],
    ['"A B"@Example.org', '"a b"@example.org'],
    ['', ''],
  ])('compares %j as %j', (written, expected) => {
    expect(comparableRecipient(written)).toBe(expected);
  });

  it('is what a complainant is recognised by', () => {
    const report = { ...emptyReport('abuse'), originalRcptTo: [`${token}@example.net`] };
    expect(complainantOf(report)).toBe(`${token}@example.net`);
  });
});
