// The LDAP source against a real OpenLDAP: sign-in, encryption, pages, what entries become, and what is no shorter list.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasSlapd, reader, startSlapd, type Slapd } from '../testing/slapd';
import { DirectoryFault, type DirectoryChunk } from '../types';
import { openLdapDirectory, testLdapDirectory } from './open';
import { checkLdapSettings, ldapFields } from './settings';
import { addEntry, rowOf } from './read-entry';
import { ChunkBuilder } from '../read-row';

const people = 'ou=people,dc=example,dc=com';

function person(n: number): string {
  return [
    `dn: uid=user${n},${people}`,
    'objectClass: inetOrgPerson',
    'objectClass: inetLocalMailRecipient',
    `uid: user${n}`,
    `cn: Person ${n}`,
    `sn: ${n}`,
    `mail: User${n}@Kunde.example`,
    `employeeNumber: ${Math.floor(n / 2)}`,
    ...(n === 0 ? ['mailLocalAddress: info@kunde.example', 'mailLocalAddress: SMTP:Chef@kunde.example'] : []),
    'preferredLanguage: de',
    '',
  ].join('\n');
}

const ldif = [
  'dn: dc=example,dc=com\nobjectClass: domain\ndc: example\n',
  `dn: ${people}\nobjectClass: organizationalUnit\nou: people\n`,
  'dn: ou=customers,dc=example,dc=com\nobjectClass: organizationalUnit\nou: customers\n',
  ...Array.from({ length: 25 }, (_, n) => person(n)),
  [
    'dn: uid=4711,ou=customers,dc=example,dc=com',
    'objectClass: inetOrgPerson',
    'uid: 4711',
    'cn:: TcO8bGxlciBHbWJI', // Müller GmbH
    'sn: Müller',
    'mail: rechnung@mueller.example',
    'mail: chef@mueller.example',
    'telephoneNumber: +49 30 5550102',
    'telephoneNumber: +49 30 5550103',
    'description: ja',
    '',
  ].join('\n'),
  `dn: ou=catchall,${people}\nobjectClass: organizationalUnit\nobjectClass: inetLocalMailRecipient\nou: catchall\n` +
    'mailLocalAddress: @zweit.example\nmailRoutingAddress: user1@kunde.example\n',
  `dn: ou=dom,${people}\nobjectClass: organizationalUnit\nobjectClass: domainRelatedObject\nou: dom\nassociatedDomain: kunde.example\n`,
].join('\n');

const parts = {
  accountsBase: people,
  accountsFilter: '(objectClass=inetOrgPerson)',
  accountsColumns: 'login = mail\ncustomer_no = employeeNumber\nalias = mailLocalAddress',
  customersBase: 'ou=customers,dc=example,dc=com',
  customersFilter: '(uid=*)',
  customersColumns:
    'customer_no = uid\nname = displayName, cn\ncontact_email = mail\nphone = telephoneNumber\nis_reseller = description',
  aliasesBase: people,
  aliasesFilter: '(&(objectClass=inetLocalMailRecipient)(mailRoutingAddress=*))',
  aliasesColumns: 'address = mailLocalAddress\ntarget = mailRoutingAddress',
  domainsBase: people,
  domainsFilter: '(associatedDomain=*)',
  domainsColumns: 'domain = associatedDomain',
};

async function readAll(settings: unknown, secret: string | null = reader.password) {
  const sum: DirectoryChunk = { customers: [], accounts: [], aliases: [], domains: [], problems: [] };
  let chunks = 0;
  try {
    for await (const chunk of openLdapDirectory(settings, secret).read(new AbortController().signal)) {
      chunks += 1;
      for (const key of Object.keys(sum) as (keyof DirectoryChunk)[])
        sum[key].push(...(chunk[key] as never[]));
    }
  } catch (error) {
    if (error instanceof DirectoryFault) return { fault: error.code };
    throw error;
  }
  return { ...sum, chunks };
}

describe.runIf(hasSlapd)('an LDAP server', () => {
  let slapd: Slapd;
  beforeAll(async () => {
    slapd = await startSlapd(ldif);
  });
  afterAll(() => slapd.stop());

  const plain = () => ({
    host: '127.0.0.1',
    port: slapd.port,
    security: 'none',
    bindDn: reader.dn,
    pageSize: 10,
    caPem: '',
    ...parts,
  });

  it('is read in pages, every entry once', async () => {
    const read = await readAll(plain());
    if ('fault' in read) throw new Error(read.fault);
    expect(read.accounts).toHaveLength(25);
    expect(new Set(read.accounts.map(({ login }) => login)).size).toBe(25);
    expect(read.accounts[3]).toEqual({
      kind: 'mailbox',
      login: 'user3@kunde.example',
      customerNumber: '1',
      active: null,
      createdAt: null,
    });
    expect(read.customers).toMatchObject([
      {
        number: '4711',
        name: 'Müller GmbH',
        contacts: [
          { kind: 'email', value: 'rechnung@mueller.example', origin: 'contact_email_mail' },
          { kind: 'email', value: 'chef@mueller.example', origin: 'contact_email_mail' },
          { kind: 'phone', value: '+49 30 5550102', origin: 'phone_telephonenumber' },
          { kind: 'phone', value: '+49 30 5550103', origin: 'phone_telephonenumber_2' },
        ],
      },
    ]);
    expect(read.aliases).toEqual([
      { address: 'info@kunde.example', target: 'user0@kunde.example' },
      { address: 'chef@kunde.example', target: 'user0@kunde.example' },
      { address: '@zweit.example', target: 'user1@kunde.example' },
    ]);
    expect(new Set(read.domains)).toEqual(new Set(['kunde.example']));
    expect(read.problems).toEqual([]);
    // Three pages of accounts, one of each other part.
    expect(read.chunks).toBe(6);
  });

  it('is spoken to encrypted, by a certificate that holds, before any password', async () => {
    const { caPem } = slapd;
    const tls = { ...plain(), port: slapd.tlsPort, security: 'tls' };
    const startTls = { ...plain(), security: 'starttls' };
    for (const settings of [tls, startTls]) {
      expect(await readAll({ ...settings, caPem })).toMatchObject({ accounts: { length: 25 } });
      expect(await readAll(settings)).toEqual({ fault: 'tls-failed' });
    }
    expect(await readAll({ ...plain(), host: 'ldap.example.com' })).toEqual({ fault: 'unencrypted' });
  });

  it('says why it cannot be read', async () => {
    expect(await readAll(plain(), 'falsch')).toEqual({ fault: 'sign-in-refused' });
    expect(await readAll(plain(), '')).toEqual({ fault: 'secret-missing' });
    expect(await readAll({ ...plain(), accountsBase: 'ou=nobody,dc=example,dc=com' })).toEqual({
      fault: 'base-missing',
    });
    expect(await readAll({ ...plain(), port: 1 })).toEqual({ fault: 'connection-failed' });
  });

  it('explains the connection test step by step, with entries as they would be understood', async () => {
    const { steps, sample } = await testLdapDirectory(plain(), reader.password);
    expect(steps.map(({ code, ok, detail }) => [code, ok, detail['entries']])).toEqual([
      ['sign-in', true, undefined],
      ['read-customers', true, 1],
      ['read-accounts', true, 5],
      ['read-aliases', true, 1],
      ['read-domains', true, 1],
    ]);
    expect(sample?.accounts).toHaveLength(5);
    const refused = await testLdapDirectory(plain(), 'falsch');
    expect(refused.steps).toMatchObject([
      { code: 'sign-in', ok: false, detail: { fault: 'sign-in-refused' } },
    ]);
  });

  it('ends when it is told to', async () => {
    const stop = new AbortController();
    const chunks = openLdapDirectory(plain(), reader.password).read(stop.signal)[Symbol.asyncIterator]();
    await chunks.next();
    stop.abort();
    await expect(
      (async () => {
        while ((await chunks.next()).done !== true);
      })(),
    ).rejects.toMatchObject({ code: 'timed-out' });
  });
});

describe.runIf(hasSlapd)('an LDAP server that gives only some', () => {
  it('is no shorter list', async () => {
    const slapd = await startSlapd(ldif, 'size=12 size.prtotal=12');
    const settings = {
      host: '127.0.0.1',
      port: slapd.port,
      security: 'none',
      pageSize: 10,
      caPem: '',
      ...parts,
    };
    const anonymous = await readAll({ ...settings, bindDn: '' }, null);
    await slapd.stop();
    expect(anonymous).toEqual({ fault: 'incomplete' });
  });
});

describe('an entry', () => {
  const dn = 'uid=a,ou=people,dc=example,dc=com';

  it('reads times, bytes and attributes in any case', () => {
    const entry = { dn, MAIL: Buffer.from('a@kunde.example'), createTimestamp: '20190401120000Z', ou: [] };
    expect(rowOf(entry, { login: ['mail'], created_at: ['createtimestamp'], name: ['ou'] })).toEqual({
      login: 'a@kunde.example',
      created_at: '2019-04-01T12:00:00Z',
    });
    expect(rowOf({ dn, x: '20190401120000.0+0200' }, { customer_since: ['x'] })).toEqual({
      customer_since: '2019-04-01',
    });
  });

  it('takes no address of another kind for an alias, and names its DN where it is of no use', () => {
    const builder = new ChunkBuilder();
    const entry = {
      dn,
      mail: 'a@kunde.example',
      proxyAddresses: ['sip:a@kunde.example', 'smtp:b@kunde.example'],
    };
    addEntry(builder, 'accounts', entry, { login: ['mail'], alias: ['proxyAddresses'] });
    addEntry(builder, 'accounts', { dn }, { login: ['mail'] });
    expect(builder.take()).toMatchObject({
      aliases: [{ address: 'b@kunde.example', target: 'a@kunde.example' }],
      problems: [{ place: dn, code: 'account-without-login' }],
    });
  });

  it('gives its customer too where its attributes say more than the number', () => {
    const builder = new ChunkBuilder();
    const entry = { dn, mail: 'a@kunde.example', employeeNumber: '7', o: 'Brandt' };
    addEntry(builder, 'accounts', entry, { login: ['mail'], customer_no: ['employeeNumber'], name: ['o'] });
    expect(builder.take().customers).toMatchObject([{ number: '7', name: 'Brandt' }]);
  });
});

describe('the settings', () => {
  const initial = Object.fromEntries(
    ldapFields.filter(({ type }) => type !== 'secret').map(({ name, initial }) => [name, initial]),
  );
  const filled = { ...initial, host: 'ldap.example.com', accountsBase: people };

  it('are checked before anything is opened', () => {
    expect(checkLdapSettings(filled)).toEqual({});
    expect(checkLdapSettings({ ...filled, ...parts })).toEqual({});
    expect(checkLdapSettings(initial)).toEqual({ host: 'not-a-host', accountsBase: 'required' });
    expect(checkLdapSettings({ ...filled, port: 0, accountsFilter: 'mail=*' })).toEqual({
      port: 'out-of-range',
      accountsFilter: 'not-a-filter',
    });
    for (const columns of [
      '',
      'name = cn',
      'login = mail\nfarbe = x',
      'login = ma il',
      'login = mail\nlogin = uid',
    ])
      expect(checkLdapSettings({ ...filled, accountsColumns: columns })).toEqual({
        accountsColumns: 'not-columns',
      });
  });
});
