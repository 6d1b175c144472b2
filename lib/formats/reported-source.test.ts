// The evidence is the mail that the report was read from.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { readHeader, headerStart } from '../mime/header';
import { readReport } from './read-report';
import { reportedSource } from './reported-source';

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

  it('is null where there is none', () => {
    expect(reportedSource(Buffer.from('From: a@example.com\r\n\r\nhello'))).toBeNull();
    expect(reportedSource(Buffer.alloc(0))).toBeNull();
  });
});
