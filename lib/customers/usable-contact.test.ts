// Which way to a customer is one, and in which order they are tried.

import { describe, expect, it } from 'vitest';
import {
  judgeContacts,
  reachBy,
  type ContactFacts,
  type KnownContact,
  type MailboxFacts,
} from './usable-contact';

const email = (value: string, verifiedOn: string | null = null): KnownContact => ({
  kind: 'email',
  value,
  origin: 'contact_email',
  verifiedOn,
});
const phone: KnownContact = { kind: 'phone', value: '030 5550101', origin: 'phone', verifiedOn: null };

const brandt = 7;
const mailbox = (login: string, customerId: number | null, openCase: string | null = null): MailboxFacts => ({
  login,
  customerId,
  openCase,
});

function facts(
  mailboxes: Record<string, MailboxFacts[]>,
  soleDomains: string[] = [],
  refusals: Record<string, string> = {},
): ContactFacts {
  return {
    mailboxesOf: (address) => mailboxes[address] ?? [],
    isDomainOf: (domain, customerId) => customerId === brandt && soleDomains.includes(domain),
    refusalOf: (address) => refusals[address] ?? null,
  };
}

const judged = (contacts: KnownContact[], known: ContactFacts, role?: 'reseller') =>
  judgeContacts(contacts, brandt, known, role).map(({ value, unusable, because }) => [
    value,
    unusable,
    because,
  ]);

describe('a contact', () => {
  it('in a mailbox of the same customer is none, also by an alias, whatever else it ends at', () => {
    const known = facts({
      'info@brandt.example': [mailbox('chef@brandt.example', brandt)],
      'alle@brandt.example': [mailbox('fremd@andere.example', 9), mailbox('chef@brandt.example', brandt)],
    });
    expect(judged([email('info@brandt.example'), email('alle@brandt.example')], known)).toEqual([
      ['info@brandt.example', 'own-mailbox', 'chef@brandt.example'],
      ['alle@brandt.example', 'own-mailbox', 'chef@brandt.example'],
    ]);
  });

  it('in a domain that is the customer’s alone is none', () => {
    const known = facts({}, ['brandt.example']);
    expect(judged([email('neu@brandt.example'), email('neu@web.example')], known)).toEqual([
      ['neu@web.example', null, null],
      ['neu@brandt.example', 'own-domain', 'brandt.example'],
    ]);
  });

  it('in somebody else’s mailbox here is one, unless that is open in a case', () => {
    const known = facts({
      'tochter@web.example': [mailbox('tochter@web.example', 9)],
      'sohn@web.example': [mailbox('sohn@web.example', 10, 'AD-2026-0042')],
    });
    expect(judged([email('sohn@web.example'), email('tochter@web.example')], known)).toEqual([
      ['tochter@web.example', null, null],
      ['sohn@web.example', 'account-in-case', 'AD-2026-0042'],
    ]);
  });

  it('of a reseller may be a mailbox of theirs: it is not the one in question', () => {
    const known = facts(
      {
        'ich@brandt.example': [mailbox('ich@brandt.example', brandt)],
        'auch@brandt.example': [mailbox('auch@brandt.example', brandt, 'AD-2026-0001')],
      },
      ['brandt.example'],
    );
    expect(judged([email('auch@brandt.example'), email('ich@brandt.example')], known, 'reseller')).toEqual([
      ['ich@brandt.example', null, null],
      ['auch@brandt.example', 'account-in-case', 'AD-2026-0001'],
    ]);
  });
});

describe('a contact that refused mail for good', () => {
  it('is none, of the customer as of the reseller, and comes after those that take it', () => {
    const known = facts({}, [], { 'a@web.example': '5.1.1' });
    const contacts = [email('A@web.example', '2026-11-02'), email('b@web.example')];
    const expected = [
      ['b@web.example', null, null],
      ['A@web.example', 'undeliverable', '5.1.1'],
    ];
    expect(judged(contacts, known)).toEqual(expected);
    expect(judged(contacts, known, 'reseller')).toEqual(expected);
  });
});

describe('how to reach a customer', () => {
  const none = facts({}, ['brandt.example']);
  const reach = (contacts: KnownContact[]) => reachBy(judgeContacts(contacts, brandt, none));

  it('is the address that was verified last, else the first that the source names', () => {
    const contacts = [
      phone,
      email('a@web.example'),
      email('b@web.example', '2026-01-02'),
      email('c@web.example', '2026-11-02'),
    ];
    expect(reach(contacts)).toMatchObject({ by: 'email', contact: { value: 'c@web.example' } });
    expect(reach(contacts.slice(0, 2))).toMatchObject({ by: 'email', contact: { value: 'a@web.example' } });
  });

  it('is the telephone where no address can be used, and says where nothing can', () => {
    const own = email('a@brandt.example', '2026-11-20');
    expect(reach([own, phone])).toMatchObject({ by: 'phone', contact: { value: '030 5550101' } });
    expect(reach([own])).toEqual({ by: 'nothing' });
  });
});
