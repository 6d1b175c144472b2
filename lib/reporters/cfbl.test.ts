// RFC 9477: what a report to a CFBL-Address needs to be processed.

import { describe, expect, it } from 'vitest';
import { cfblRefusal } from './cfbl';
import type { SignatureCheck } from './types';

const settings = { authservIds: ['mx.example.com'] };
const outer = {
  fromAddress: 'reports@mbp.example.net',
  deliveredTo: ['cfbl@example.com'],
  authenticationResults: [] as string[],
};
const by = (...dkimDomains: string[]): SignatureCheck => ({ dkimDomains, results: [] });
const reported = (...values: string[]) => ({
  headers: values.map((value): [string, string] => ['CFBL-Address', value]),
});

describe('a report to the CFBL-Address of the reported mail', () => {
  it.each([
    ['cfbl@example.com'],
    ['CFBL@example.com; report=arf'],
    ['<cfbl@example.com>; report=xarf'],
    ['other@example.org, cfbl@example.com'],
  ])('is refused unsigned and processed signed: %s', (value) => {
    expect(cfblRefusal(outer, reported(value), settings, by())).toBe('cfbl-not-signed');
    expect(cfblRefusal(outer, reported(value), settings, null)).toBe('cfbl-not-signed');
    expect(cfblRefusal(outer, reported(value), settings, by('mbp.example.net'))).toBeNull();
    expect(cfblRefusal(outer, reported(value), settings, by('example.net'))).toBeNull();
  });

  it('is refused where only another domain signed, or SPF alone passed', () => {
    expect(cfblRefusal(outer, reported('cfbl@example.com'), settings, by('evil.example.org'))).toBe(
      'cfbl-not-signed',
    );
    const spf = {
      ...outer,
      authenticationResults: ['mx.example.com; spf=pass smtp.mailfrom=mbp.example.net'],
    };
    expect(cfblRefusal(spf, reported('cfbl@example.com'), settings, null)).toBe('cfbl-not-signed');
  });

  it('is processed where a mail exchanger of ours found the signature valid', () => {
    const stamped = {
      ...outer,
      authenticationResults: ['mx.example.com; dkim=pass header.d=mbp.example.net'],
    };
    expect(cfblRefusal(stamped, reported('cfbl@example.com'), settings, null)).toBeNull();
  });

  it('of the second of several fields counts too', () => {
    const several = reported('other@example.org', 'cfbl@example.com');
    expect(cfblRefusal(outer, several, settings, by())).toBe('cfbl-not-signed');
  });
});

describe('any other report', () => {
  it.each([
    ['names the CFBL-Address of somebody else', reported('fbl@esp.example.org')],
    ['has none', { headers: [['Subject', 'cfbl@example.com']] as [string, string][] }],
    ['has one that cannot be read', reported(';;', '')],
    ['holds no mail', null],
  ])('%s: the rule does not apply', (_, mail) => {
    expect(cfblRefusal(outer, mail, settings, by())).toBeNull();
  });
});
