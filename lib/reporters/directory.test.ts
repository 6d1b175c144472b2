// Programs that everybody knows: known by their one address under their own signature.

import { describe, expect, it } from 'vitest';
import { findProgram } from './directory';
import { checked, identify, loop, short } from './testing/identify';

describe('a program of the directory', () => {
  // The names are data of the directory; no mail is sent to them.
  it('is known when its From is signed by its domain, and nobody when it is not', () => {
    const from = 'feedback@arf.mail.yahoo.com';
    const known = identify(from, [], [], { signatures: checked({ 'arf.mail.yahoo.com': 'pass' }) });
    expect(short(known)).toBe('program:yahoo-cfl, known, 1');
    expect(identify(from, [], [], { signatures: checked({ 'evil.example': 'pass' }) }).trust).toBe(
      'unauthenticated',
    );
    expect(identify(from, [], []).trust).toBe('unauthenticated');
  });

  it('that shares its domain with mailboxes is its one address, tags aside', () => {
    expect(findProgram('staff@hotmail.com')?.id).toBe('microsoft-jmrp');
    expect(findProgram('someone@hotmail.com')).toBeNull();
    expect(findProgram('takedown-response+12345@netcraft.com')?.id).toBe('netcraft');
    expect(findProgram('evil@sub.arf.mail.yahoo.com')).toBeNull();
    expect(findProgram('@reports.spamcop.net')).toBeNull();
    expect(findProgram('')).toBeNull();
  });

  it('that is subscribed to is its loop', () => {
    const subscribed = loop(3, { fromAddresses: ['@fbl.zoho.com'], dkimDomains: ['zoho.com'] });
    const reporter = identify('feedbackloop@fbl.zoho.com', [], [subscribed], {
      signatures: checked({ 'zoho.com': 'pass' }),
    });
    expect(short(reporter)).toBe('loop:3, verified, 1');
  });
});
