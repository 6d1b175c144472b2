// The evidence is the mail that the report was read from.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { readHeader, headerStart } from '../mime/header';
import { readReport } from './read-report';
import { reportedSource } from './reported-source';
import { allFixtures } from './testing/all-fixtures';

const folder = path.join(import.meta.dirname, '../arf/fixtures');
const names = readdirSync(folder).filter((name) => name.endsWith('.eml'));

describe('reportedSource', () => {
  it.each(names)('%s', (name) => {
    const raw = readFileSync(path.join(folder, name));
    const read = readReport(raw);
    const source = reportedSource(raw);
    if (read.outcome !== 'report') throw new Error(read.outcome);
    if (source === null || read.reported === null) {
      expect([source, read.reported]).toEqual([null, null]);
      return;
    }
    const { fields } = readHeader(source, headerStart(source, 0, source.length), source.length);
    const named = fields.filter((field) => field.key !== '');
    expect(named.map((field) => [field.name, field.value])).toEqual(read.reported.headers);
  });

  it.each(['001', '002', '003', '004', '005', '008'])(
    'of a mail that a person passes on, generic/%s',
    (name) => {
      const raw = readFileSync(path.join(import.meta.dirname, '../generic/fixtures', `${name}.eml`));
      const read = readReport(raw);
      const source = reportedSource(raw);
      if (read.outcome !== 'candidate' || source === null) throw new Error(read.outcome);
      const { fields, bodyStart } = readHeader(source, headerStart(source, 0, source.length), source.length);
      const named = fields.filter((field) => field.key !== '');
      expect(named.map((field) => [field.name, field.value])).toEqual(read.reported?.headers);
      expect(source.toString('utf8', bodyStart)).toMatch(/^\s*Kaufen\s*$/);
    },
  );

  const bulk = allFixtures().flatMap(({ name, raw }) => {
    const read = readReport(raw);
    return read.outcome === 'report' && read.more.length > 0
      ? [{ name, raw, items: [read, ...read.more] }]
      : [];
  });

  it.each(bulk)('of each report of $name is its own', ({ raw, items }) => {
    for (const [ordinal, { reported }] of items.entries()) {
      // Of a site that a mail advertised, and of a row of a summary, no mail is what is reported.
      if (reported === null) continue;
      const source = reportedSource(raw, ordinal) ?? Buffer.alloc(0);
      const { fields } = readHeader(source, headerStart(source, 0, source.length), source.length);
      const named = fields.filter((field) => field.key !== '');
      expect(named.map((field) => [field.name, field.value])).toEqual(reported.headers);
    }
  });

  it('of each report in a mail of X-ARF mails is that of its own mail', () => {
    const first = readFileSync(path.join(import.meta.dirname, '../xarf/text/fixtures/005.eml'), 'latin1');
    const second = first.replaceAll('Message-ID: <', 'Message-ID: <second.');
    const parts = [first, second].map((mail) => `--outer\r\nContent-Type: message/rfc822\r\n\r\n${mail}\r\n`);
    const head = 'X-XARF: BULK\r\nContent-Type: multipart/mixed; boundary=outer\r\n\r\n';
    const raw = Buffer.from(`${head}${parts.join('')}--outer--\r\n`, 'latin1');
    const sources = [0, 1].map((ordinal) => reportedSource(raw, ordinal)?.toString('latin1') ?? '');
    expect(sources[0]).toContain('Message-ID: <');
    expect(sources[0]).not.toContain('<second.');
    expect(sources[1]).toContain('Message-ID: <second.');
  });

  it('of a report beyond the last one is null', () => {
    for (const { raw, items } of bulk.filter(({ name }) => !name.startsWith('complaint-text'))) {
      expect(reportedSource(raw, items.length)).toBeNull();
    }
  });

  it('is null where there is none', () => {
    expect(reportedSource(Buffer.from('From: a@example.com\r\n\r\nhello'))).toBeNull();
    expect(reportedSource(Buffer.alloc(0))).toBeNull();
  });
});
