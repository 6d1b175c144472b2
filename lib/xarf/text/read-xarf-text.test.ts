// X-ARF mails in every shape that was seen.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { testFixtures } from '../../formats/testing/fixtures';
import { readReport } from '../../formats/read-report';
import { reportedSource } from '../../formats/reported-source';
import { MAIL_LIMITS } from '../../mime/limits';
import { faultOfV4 } from '../json/v4/check';
import { isXarfField } from './field-names';
import { readFlatFields } from './flat-fields';
import { readSource } from './source';
import { emptyReport } from '../../formats/empty-report';
import { toReport } from './to-report';

describe('X-ARF', () => testFixtures(path.join(import.meta.dirname, 'fixtures'), 'x-arf'));

describe('in the shape of XARF 4', () => {
  const mapped = (name: string): Record<string, unknown> => {
    const read = readReport(readFileSync(path.join(import.meta.dirname, 'fixtures', `${name}.eml`)));
    return (read.outcome === 'report' ? read.report.xarf : null) ?? {};
  };

  it('a report that says all that version 4 asks for is valid', () => {
    expect(faultOfV4(mapped('007'))).toBeNull();
  });

  it('what X-ARF does not know is missing, and nothing else is wrong', () => {
    expect(faultOfV4(mapped('001'))).toBe('xarf:source_port:missing');
    expect(faultOfV4({ ...mapped('001'), source_port: 40_000 })).toBeNull();
  });
});

describe('evidence', () => {
  const source = (name: string): Buffer | null =>
    reportedSource(readFileSync(path.join(import.meta.dirname, 'fixtures', `${name}.eml`)));

  it('of a restricted report is not given out, and a bulk shows no report as mail', () => {
    expect(source('005')?.toString()).toContain('Message-ID: <m1@shop.example>');
    expect(source('023')).toBeNull();
    expect(source('018')).toBeNull();
    expect(source('021')).toBeNull();
  });
});

describe('flat reading', () => {
  const read = (text: string) => {
    const { fields } = readFlatFields(Buffer.from(text), isXarfField);
    return Object.fromEntries(fields.map(({ key, values }) => [key, values]));
  };

  it('knows quotes, comments, lists, folded and block values, and an indented whole', () => {
    expect(
      read(
        'Dear team: hello\nHello: dear team\n---\n  # comment\n  Source: "192.0.2.1" # ours\n  Category: abuse # why\n' +
          "  'Report-Type': 'login-attack'\n  Tags:\n    - a\n    - 'b'\n  Destination:\n  - c\n  Note: one\n    two\n  Text: |\n    three\n    four\n...\n",
      ),
    ).toEqual({
      source: ['192.0.2.1'],
      category: ['abuse'],
      'report-type': ['login-attack'],
      tags: ['a', 'b'],
      destination: ['c'],
      note: ['one two'],
      text: ['three four'],
    });
  });

  it('runs nothing of YAML: anchors, tags and merges are text', () => {
    expect(read('Source: &a 192.0.2.1\nVersion: !!js/function "x"\nTLP: *a\n<<: *a\n')).toEqual({
      source: ['&a 192.0.2.1'],
      version: ['!!js/function "x"'],
      tlp: ['*a'],
    });
    expect(read('Source: x\n__proto__: y\nconstructor: z\n')).toEqual({ source: ['x'], constructor: ['z'] });
  });

  it('keeps no more of a value than its limit, in however many lines it comes', () => {
    const [lines] = Object.values(read(`Source: x\n${' yy\n'.repeat(60_000)}`));
    expect(lines?.[0]).toHaveLength(MAIL_LIMITS.fieldValueChars);
    const [items] = Object.values(read(`Source:\n${'- y\n'.repeat(60_000)}`));
    expect(items).toHaveLength(MAIL_LIMITS.fieldValues);
  });

  it('does not take an address of the Web for a field', () => {
    expect(read('Source: x\nhttps://shop.example/\n')).toEqual({ source: ['x'] });
  });
});

describe('sources', () => {
  const nothing = { ip: null, port: null, uri: null, domain: null, mailbox: null };
  it.each([
    ['192.0.2.1', 'ipv4', { ip: '192.0.2.1' }, []],
    ['2001:DB8::0:1', 'ip-address', { ip: '2001:db8::1' }, []],
    ['192.0.2[.]1', 'ip-address', { ip: '192.0.2.1' }, ['source:defanged']],
    ['192.0.2.1:4711', 'ip-address', { ip: '192.0.2.1', port: 4711 }, []],
    [
      'https://fake[.]shop[.]example/a',
      'uri',
      { uri: 'https://fake.shop.example/a', domain: 'fake.shop.example' },
      ['source:defanged'],
    ],
    [
      'hxxp://shop.example/',
      'uri',
      { uri: 'http://shop.example/', domain: 'shop.example' },
      ['source:defanged'],
    ],
    ['hxxps[:]//192.0.2.1/x', 'uri', { uri: 'https://192.0.2.1/x', ip: '192.0.2.1' }, ['source:defanged']],
    ['HTTPS://Shop.Example/', 'uri', { uri: 'HTTPS://Shop.Example/', domain: 'shop.example' }, []],
    ['Shop.Example', 'domain', { domain: 'shop.example' }, []],
    ['news@shop.example', 'email', { mailbox: 'news@shop.example' }, []],
    ['news[at]shop(.)example', 'email', { mailbox: 'news@shop.example' }, ['source:defanged']],
    ['192.0.2.1', 'uri', { ip: '192.0.2.1' }, ['source-type:differs']],
    ['192.0.2.1', null, { ip: '192.0.2.1' }, []],
    ['', 'ipv4', {}, ['source:empty']],
    ['not an address', 'ipv4', {}, ['source:invalid']],
    ['999.0.2.1', 'ipv4', {}, ['source:invalid']],
  ])('%s as %s', (value, type, claims, expected) => {
    const notes = new Set<string>();
    expect(readSource(value, type, notes)).toEqual({ ...nothing, ...claims });
    expect([...notes]).toEqual(expected);
  });
});

describe('dates', () => {
  it.each([
    ['2026-02-03T09:59:00+01:00', '2026-02-03T08:59:00Z', null],
    ['Tue, 03 Feb 2026 09:59:00 +0100', '2026-02-03T08:59:00Z', null],
    ['Thu Feb 13 18:28:15 2014 +00:00 GMT', '2014-02-13T18:28:15Z', null],
    ['Tue Aug 03 2021 05:22:52 GMT-0700 (PDT)', '2021-08-03T12:22:52Z', null],
    ['2023-05-05 01:09:23', '2023-05-05T01:09:23Z', 'date:no-zone'],
    ['2023-05-05T01:09:23 +0530', '2023-05-04T19:39:23Z', null],
    ['Feb  3 2014 02:13:35 +0100', '2014-02-03T01:13:35Z', null],
    ['1391389200', '2014-02-03T01:00:00Z', null],
    ['yesterday', null, 'date:invalid'],
  ])('%s', (value, iso, note) => {
    const fields = [{ name: 'Date', key: 'date', values: [value] }];
    const { arrivalDate, notes } = toReport(fields, new Set());
    expect(arrivalDate).toBe(iso);
    expect(notes.filter((code) => code.startsWith('date:'))).toEqual(note === null ? [] : [note]);
  });
});

describe('what a type means', () => {
  const typed = (type: string, category = 'abuse') =>
    toReport(
      [
        { name: 'Report-Type', key: 'report-type', values: [type] },
        { name: 'Category', key: 'category', values: [category] },
      ],
      new Set(),
    );

  it.each([
    ['spam', 'abuse', 'messaging/spam'],
    ['Login-Attack', 'other', 'connection/login_attack'],
    ['port_scan', 'other', 'connection/port_scan'],
    ['phishing', 'fraud', 'content/phishing'],
    ['malware attack', 'virus', 'content/malware'],
    ['open-resolver', 'other', 'vulnerability/open_service'],
    ['blacklist', 'other', 'reputation/blocklist'],
  ])('%s is %s, %s', (type, feedbackType, category) => {
    expect(typed(type)).toMatchObject({ feedbackType, category, xarf: { category: category.split('/')[0] } });
  });

  it('an unknown type is kept, noted and of no category', () => {
    expect(typed('moon-landing')).toMatchObject({ feedbackType: 'other', category: null, xarf: null });
    expect(typed('moon-landing', 'fraud').feedbackType).toBe('fraud');
    expect(typed('moon-landing').notes).toContain('type:unregistered:moon-landing');
  });

  it('of abuse of children nothing is passed on but that it was reported', () => {
    const fields = [
      { name: 'Report-Type', key: 'report-type', values: ['child-abuse'] },
      { name: 'Source', key: 'source', values: ['https://shop.example/x'] },
    ];
    expect(toReport(fields, new Set())).toEqual({
      ...emptyReport('other'),
      category: 'content/csam',
      isRestricted: true,
    });
  });
});
