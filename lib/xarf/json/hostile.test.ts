// Documents made to cost or to mislead: bounded, named, and never an exception.

import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { readReport } from '../../formats/read-report';
import { MAIL_LIMITS } from '../../mime/limits';
import { readJson } from './read-json';
import { readXarfDocument } from './read-xarf';
import { mutate, mutations } from './testing/mutations';
import { wrapXarfDocument } from './wrap-document';

const folder = path.join(import.meta.dirname, 'fixtures');
const mails = readdirSync(folder)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => readFileSync(path.join(folder, name)));

function fault(json: string): string | null {
  const reading = readJson(Buffer.from(json));
  return 'fault' in reading ? reading.fault : null;
}

/** JSON may escape any character of a name. */
function escaped(name: string): string {
  return [...name].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}

function spam(more: Record<string, unknown>): Record<string, unknown> {
  const party = { org: 'Beispiel', contact: 'meldung@reporter.example', domain: 'reporter.example' };
  return {
    xarf_version: '4.2.0',
    report_id: '7c1de3a0-5a5e-4a5e-9d7d-0f2f6a3b9fff',
    timestamp: '2026-02-03T08:15:30Z',
    reporter: party,
    sender: party,
    source_identifier: '192.0.2.7',
    category: 'messaging',
    type: 'spam',
    protocol: 'sms',
    ...more,
  };
}

function read(document: Record<string, unknown>) {
  const reading = readXarfDocument(Buffer.from(JSON.stringify(document)));
  if (reading.outcome !== 'report') throw new Error(JSON.stringify(reading));
  return reading.report;
}

/** What is stored and shown: no NUL, no half characters, no endless lists, no number that JSON cannot hold. */
function expectStorable(value: unknown): void {
  if (typeof value === 'string') {
    expect(value.includes('\0') || /\p{Surrogate}/u.test(value)).toBe(false);
    expect(value.length).toBeLessThanOrEqual(MAIL_LIMITS.evidenceChars);
  } else if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
  else if (Array.isArray(value)) {
    expect(value.length).toBeLessThanOrEqual(MAIL_LIMITS.fieldValues);
    value.forEach(expectStorable);
  } else if (typeof value === 'object' && value !== null)
    Object.entries(value).flat().forEach(expectStorable);
}

describe('JSON', () => {
  it.each([
    ['nested one level too deep', '['.repeat(21) + ']'.repeat(21), 'xarf-json-too-deep'],
    ['nested endlessly', '{"a":'.repeat(200_000), 'xarf-json-too-deep'],
    ['of too many values', `{"a":[${'0,'.repeat(100_001)}0]}`, 'xarf-json-too-many-members'],
    [
      'of too many members',
      `{${Array.from({ length: 5_001 }, (_, at) => `"m${at}":0`).join()}}`,
      'xarf-json-too-many-members',
    ],
    ['too large', ' '.repeat(MAIL_LIMITS.jsonBytes + 1), 'xarf-json-too-large'],
    ['with a member twice', '{"a":1,"b":{"a":1},"a":2}', 'xarf-json-ambiguous'],
    [
      'with a member twice, once written with escapes',
      `{"type":1,"${escaped('type')}":2}`,
      'xarf-json-ambiguous',
    ],
    ['with the prototype as a member', '{"__proto__":{}}', 'xarf-json-ambiguous'],
    [
      'with the prototype written with escapes',
      `{"a":{"${escaped('__proto__')}":{}}}`,
      'xarf-json-ambiguous',
    ],
    ['that ends within a string', '{"a":"', 'xarf-json-invalid'],
    ['with a comma too many', '{"a":1,}', 'xarf-json-invalid'],
    ['that is a list', '[{"xarf_version":"4.2.0"}]', 'xarf-json-invalid'],
    ['that is nothing', '', 'xarf-json-invalid'],
  ])('%s is refused', (_, json, expected) => expect(fault(json)).toBe(expected));

  it.each([
    ['the same name in two objects', '{"a":{"x":1},"b":{"x":1},"c":[{"x":1},{"x":2}]}'],
    ['brackets, colons and quotes within strings', '{"a":"[[[{\\"x\\":","b":"\\\\","c":{"a":"}"}}'],
    ['a mark of UTF-8 on top', '\uFEFF {"a":1}'],
    ['twenty levels', `{"a":${'['.repeat(19)}${']'.repeat(19)}}`],
  ])('with %s is read', (_, json) => expect(fault(json)).toBeNull());

  it('that is no UTF-8 is read as windows-1252', () => {
    const reading = readJson(Buffer.from('{"org":"B\u00fccher"}', 'latin1'));
    expect(reading).toEqual({ document: { org: 'Bücher' } });
  });

  it('leaves the prototype of objects alone', () => {
    readXarfDocument(
      Buffer.from(`{"xarf_version":"4.2.0","constructor":{"prototype":{"bad":1}},"toString":1}`),
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(read(spam({ constructor: { prototype: { bad: 1 } } })).xarf).toHaveProperty('constructor');
  });
});

describe('documents', () => {
  it('are cut where they are kept, and say so', () => {
    const report = read(
      spam({
        long: 'x'.repeat(20_000),
        list: Array.from({ length: 600 }, (_, at) => at),
        nul: 'a\0b\ud800',
        large: 'number',
        ['n'.repeat(300)]: true,
        tags: ['a:b'],
        evidence: [{ content_type: 'text/plain', payload: 'eA==', size: 1 }],
      }),
    );
    expectStorable(report);
    expect(report.notes).toEqual(['xarf:evidence:text/plain', 'xarf:list:cut', 'xarf:text:cut']);
    expect(report.xarf).toMatchObject({ nul: 'a\uFFFDb\uFFFD', tags: ['a:b'], ['n'.repeat(200)]: true });
  });

  it('may hold numbers that no number of ours can hold', () => {
    const json = JSON.stringify(spam({ far: 1 })).replace('"far":1', '"far":1e999');
    const reading = readXarfDocument(Buffer.from(json));
    expect(reading).toMatchObject({ outcome: 'report', report: { xarf: { far: null } } });
  });

  it('spend their evidence together', () => {
    const piece = { content_type: 'text/plain', payload: 'A'.repeat(MAIL_LIMITS.evidenceChars / 4) };
    const kept = read(spam({ evidence: Array.from({ length: 6 }, () => piece) })).xarf?.evidence as object[];
    expect(kept.map((item) => 'payload' in item)).toEqual([true, true, true, true, false, false]);
  });

  it('are read as far as fifty in one mail', () => {
    const part = `--e\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(spam({}))}\r\n`;
    const mail = `Content-Type: multipart/mixed; boundary=e\r\n\r\n${part.repeat(60)}--e--\r\n`;
    const outcome = readReport(Buffer.from(mail));
    expect(outcome.outcome === 'report' ? outcome.more.length : outcome).toBe(49);
  });

  it('damaged in their members have an outcome that can be stored', () => {
    const documents = ['010', '011', '012'].map((name) => {
      const outcome = readReport(readFileSync(path.join(folder, `${name}.eml`)));
      return outcome.outcome === 'report' ? (outcome.report.xarf ?? {}) : {};
    });
    const property = fc.property(fc.constantFrom(...documents), mutations, (document, list) => {
      const damaged = Buffer.from(JSON.stringify(mutate(document, list)));
      const reading = readXarfDocument(damaged);
      expectStorable(reading);
      expect(readReport(wrapXarfDocument(damaged))).toMatchObject({
        outcome: reading.outcome,
        format: 'xarf',
      });
    });
    fc.assert(property, { numRuns: 150 });
  });
});

describe('mails', () => {
  it('damaged in their bytes have an outcome that can be stored', () => {
    const damage = fc.record({
      mail: fc.constantFrom(...mails),
      at: fc.double({ min: 0, max: 0.999, noNaN: true }),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 20 }),
      cut: fc.nat(60),
    });
    const property = fc.property(damage, ({ mail, at, bytes, cut }) => {
      const start = Math.floor(at * mail.length);
      expectStorable(readReport(Buffer.concat([mail.subarray(0, start), bytes, mail.subarray(start + cut)])));
    });
    fc.assert(property, { numRuns: 200 });
  });
});
