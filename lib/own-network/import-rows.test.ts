import { describe, expect, it } from 'vitest';
import { decodeCsv, readCsvRows } from '@/lib/directory/csv/read-rows';
import { readImport } from './import-rows';
import { checkOwnEntry } from './types';

const read = (text: string) => readImport(readCsvRows(text) ?? []);

describe('a list of own resources', () => {
  it('is read with its header, quotes, notes and German words', () => {
    const text =
      'Art;Wert;Notiz\nBereich;192.0.2.0/24;"Rack 4; Keller"\nDKIM;S1._domainkey.Example.COM;\n\nhost;mail1.example.com\n';
    expect(read(text)).toEqual({
      ok: true,
      entries: [
        { kind: 'range', value: '192.0.2.0/24', note: 'Rack 4; Keller' },
        { kind: 'dkim-domain', value: 's1._domainkey.example.com', note: null },
        { kind: 'host', value: 'mail1.example.com', note: null },
      ],
    });
  });

  it('with a wrong line gives nothing but its problems, each with its line', () => {
    expect(read('range,192.0.2.0/24\nrange,0.0.0.0/0\nfarbe,blau\ndkim-domain,com')).toEqual({
      ok: false,
      total: 3,
      problems: [
        { line: 2, code: 'range-too-wide', text: '0.0.0.0/0' },
        { line: 3, code: 'unknown-kind', text: 'farbe' },
        { line: 4, code: 'not-a-domain', text: 'com' },
      ],
    });
  });

  it('names each value once', () => {
    const twice = read('domain;example.com\ndomain;EXAMPLE.com;noch einmal');
    expect(twice).toMatchObject({ ok: true, entries: [{ value: 'example.com', note: 'noch einmal' }] });
  });

  it('with a quote that is never closed is none', () => {
    expect(readCsvRows('range;"192.0.2.0/24')).toBeNull();
  });

  it('is understood as a spreadsheet on Windows writes it', () => {
    expect(decodeCsv(Buffer.from([0x4b, 0xfc, 0x63, 0x68, 0x65]))).toBe('Küche');
    expect(readCsvRows(decodeCsv(Buffer.from('\ufeffrange;192.0.2.0/24', 'utf8')))?.[0]?.fields[0]).toBe(
      'range',
    );
  });
});

describe('a DKIM domain', () => {
  it('has a domain, and a selector before it where one is meant', () => {
    const stored = (value: string) => {
      const checked = checkOwnEntry('dkim-domain', value);
      return checked.ok ? checked.value : checked.code;
    };
    expect(stored(' Example.com ')).toBe('example.com');
    expect(stored('2026a.mail._domainkey.example.com')).toBe('2026a.mail._domainkey.example.com');
    expect(stored('.example.com')).toBe('not-a-domain');
    expect(stored('_domainkey.example.com')).toBe('not-a-domain');
    expect(stored('')).toBe('empty');
  });
});
