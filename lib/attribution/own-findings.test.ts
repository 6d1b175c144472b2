// Which of the names in a text are ours.

import { describe, expect, it } from 'vitest';
import type { Finding } from '@/lib/formats/types';
import { ownFindings } from './own-findings';
import { buildOwnNetwork } from './own-network';

const network = buildOwnNetwork([
  { kind: 'domain', value: 'kunde.example' },
  { kind: 'host', value: '.mail.example.com' },
  { kind: 'range', value: '198.51.100.0/24' },
  { kind: 'range', value: '2001:db8:77::/48' },
]);

const ours = (findings: Finding[], known: string[] = []) =>
  ownFindings(findings, network, new Set(known)).map((finding) => finding.value);
const one = (kind: Finding['kind'], value: string) => ours([{ kind, value }]).length === 1;

describe('a finding', () => {
  it('is ours as an address in our ranges, to their last one', () => {
    expect(one('ip', '198.51.100.255')).toBe(true);
    expect(one('ip', '198.51.101.0')).toBe(false);
    expect(one('ip', '2001:db8:77::25')).toBe(true);
    expect(one('ip', '2001:db8:78::25')).toBe(false);
  });

  it('is ours as a hosted domain with everything below it, and as a host of ours', () => {
    expect(one('domain', 'kunde.example')).toBe(true);
    expect(one('domain', 'shop.www.kunde.example')).toBe(true);
    expect(one('domain', 'out1.mail.example.com')).toBe(true);
    expect(one('domain', 'nichtkunde.example')).toBe(false);
    expect(one('domain', 'example.com')).toBe(false);
  });

  it('is ours as a mailbox of a hosted domain, not of a name below it', () => {
    expect(one('mailbox', 'anna@kunde.example')).toBe(true);
    expect(one('mailbox', 'anna@sub.kunde.example')).toBe(false);
  });

  it('is ours as an address of the web at a host or IP address of ours, never by its path', () => {
    expect(one('uri', 'https://www.kunde.example/x?y')).toBe(true);
    expect(one('uri', 'http://198.51.100.9:8080/')).toBe(true);
    expect(one('uri', 'http://[2001:db8:77::1]/')).toBe(true);
    expect(one('uri', 'https://kunde.example@example.net/kunde.example')).toBe(false);
    expect(one('uri', 'not a uri')).toBe(false);
  });

  it('keeps its order, and says nothing as the recipient or sender of the mail itself', () => {
    const findings: Finding[] = [
      { kind: 'mailbox', value: 'abuse@kunde.example' },
      { kind: 'ip', value: '198.51.100.9' },
      { kind: 'mailbox', value: 'anna@kunde.example' },
    ];
    expect(ours(findings, ['abuse@kunde.example'])).toEqual(['198.51.100.9', 'anna@kunde.example']);
  });
});
