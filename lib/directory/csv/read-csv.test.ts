// What a CSV says, whatever wrote it: separators, encodings, quotes, order of columns; and what is wrong in which line.

import { describe, expect, test } from 'vitest';
import type { DirectoryChunk } from '../types';
import { emptyChunk } from '../read-row';
import { readCsv, type CsvFacts } from './csv-directory';

const HEADER = 'account;customer_no;name;contract;contact_email;phone;language;reseller_no;vip;bulk';

async function readAll(bytes: Buffer): Promise<{ all: DirectoryChunk; facts: CsvFacts | null }> {
  const all = emptyChunk();
  let facts: CsvFacts | null = null;
  for await (const chunk of readCsv(bytes, new AbortController().signal, (told) => (facts = told))) {
    all.customers.push(...chunk.customers);
    all.accounts.push(...chunk.accounts);
    all.aliases.push(...chunk.aliases);
    all.domains.push(...chunk.domains);
    all.problems.push(...chunk.problems);
  }
  return { all, facts };
}

const lines = (...rows: string[]) => Buffer.from(rows.join('\n'));

test('the documented columns become a customer and an account', async () => {
  const { all } = await readAll(
    lines(
      HEADER,
      'Info@Müller.example;0042;"Müller; Söhne";Mail M;a@b.example, c@d.example;+49 30 1;DE;R-1;ja;0',
    ),
  );
  expect(all.problems).toEqual([]);
  expect(all.accounts).toEqual([
    {
      kind: 'mailbox',
      login: 'info@xn--mller-kva.example',
      customerNumber: '0042',
      active: null,
      createdAt: null,
    },
  ]);
  expect(all.domains).toEqual(['xn--mller-kva.example']);
  expect(all.customers).toEqual([
    {
      number: '0042',
      name: 'Müller; Söhne',
      contract: 'Mail M',
      contacts: [
        { kind: 'email', value: 'a@b.example', origin: 'contact_email' },
        { kind: 'email', value: 'c@d.example', origin: 'contact_email' },
        { kind: 'phone', value: '+49 30 1', origin: 'phone' },
      ],
      language: 'de',
      tone: null,
      resellerNumber: 'R-1',
      isReseller: null,
      askFirst: true,
      declaredBulkSender: false,
      customerSince: null,
    },
  ]);
});

const same = 'Größe';
test.each([
  ['utf-8', Buffer.from(`account;name;customer_no\na@b.example;${same};1\n`)],
  ['utf-8', Buffer.from(`\uFEFFaccount;name;customer_no\r\na@b.example;${same};1\r\n`)],
  ['windows-1252', Buffer.from(`account;name;customer_no\na@b.example;${same};1\n`, 'latin1')],
  ['utf-16le', Buffer.from(`\uFEFFaccount;name;customer_no\na@b.example;${same};1\n`, 'utf16le')],
])('text in %s', async (encoding, bytes) => {
  const { all, facts } = await readAll(bytes);
  expect(facts).toMatchObject({ encoding });
  expect(all.customers.map(({ name }) => name)).toEqual([same]);
});

test.each([
  [';', 'customer_no;account'],
  [',', 'customer_no,account'],
  ['\t', 'customer_no\taccount'],
  [';', '"customer_no, or none";account;customer_no'],
])('separator %j, columns in any order', async (delimiter, header) => {
  const values = header.includes('or none') ? ['-', 'a@b.example', '7'] : ['7', 'a@b.example'];
  const { all, facts } = await readAll(lines(header, values.join(delimiter)));
  expect(facts).toMatchObject({ delimiter });
  expect(all.accounts).toMatchObject([{ login: 'a@b.example', customerNumber: '7' }]);
});

test('names of columns as a German export writes them, with those nobody reads named', async () => {
  const { all, facts } = await readAll(
    lines(
      'Kunden-Nr.;Postfach;Kunde seit;Farbe;Aliase',
      '7;a@b.example;1.4.2019;rot;"info@b.example,@c.example"',
    ),
  );
  expect(facts).toMatchObject({ unknown: ['Farbe'] });
  expect(all.customers).toMatchObject([{ number: '7', customerSince: '2019-04-01' }]);
  expect(all.aliases).toEqual([
    { address: 'info@b.example', target: 'a@b.example' },
    { address: '@c.example', target: 'a@b.example' },
  ]);
});

test('a line that cannot be used is named by its number, the others count', async () => {
  const { all } = await readAll(
    lines(
      HEADER,
      'a@b.example;1;A;;;;;;;',
      'two words;1;A;;;;;;;',
      ';;Nobody;;;;;;;',
      'c@b.example;2;"C\nof two lines";;no address;;;;perhaps;',
      '',
      'd@b.example',
    ),
  );
  expect(all.accounts.map(({ login }) => login)).toEqual(['a@b.example', 'c@b.example', 'd@b.example']);
  expect(all.problems).toEqual([
    { place: '3', code: 'not-a-login', value: 'two words' },
    { place: '4', code: 'line-without-account', value: '' },
    { place: '6', code: 'not-a-contact', value: 'no address' },
    { place: '6', code: 'not-a-flag', value: 'perhaps' },
  ]);
});

test('a customer without an account, as a reseller is', async () => {
  const { all } = await readAll(lines('account;customer_no;name;is_reseller', ';R-1;Nordlicht;ja'));
  expect(all.accounts).toEqual([]);
  expect(all.customers).toMatchObject([{ number: 'R-1', isReseller: true }]);
});

describe('what is refused as a whole', () => {
  test.each([
    ['csv-empty', Buffer.from('')],
    ['csv-no-header', lines('Farbe;Form', 'rot;rund')],
    ['csv-broken', lines(HEADER, 'a@b.example;1;"never closed;;;')],
    ['csv-broken', lines(HEADER, `a@b.example;1;"${'x'.repeat(80_000)}\n`)],
    ['csv-not-text', Buffer.from('account;customer_no\n\0\x01;2')],
  ])('%s', async (code, bytes) => {
    await expect(readAll(bytes)).rejects.toMatchObject({ code });
  });
});

test('many lines come in chunks and all of them', async () => {
  const rows = Array.from({ length: 7_001 }, (_, i) => `u${i}@b.example;${i}`);
  let chunks = 0;
  let accounts = 0;
  for await (const chunk of readCsv(lines('account;customer_no', ...rows), new AbortController().signal)) {
    chunks += 1;
    accounts += chunk.accounts.length;
  }
  expect({ accounts, chunked: chunks > 5 }).toEqual({ accounts: 7_001, chunked: true });
});

test('a reader that stops early leaves nothing waiting', async () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => `u${i}@b.example;${i}`);
  for await (const chunk of readCsv(lines('account;customer_no', ...rows), new AbortController().signal)) {
    expect(chunk.accounts.length).toBeGreaterThan(0);
    break;
  }
});
