// The words for reports: every note that a reader of formats can write and every type has a sentence in both languages,
// and a XARF document becomes a bounded table.

import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readReport } from '@/lib/formats/read-report';
import { allFixtures } from '@/lib/formats/testing/all-fixtures';
import de from '@/lib/i18n/messages/de/report.json';
import en from '@/lib/i18n/messages/en/report.json';
import { complaintTypeKeys } from './complaint-type';
import { flattenDocument } from './flatten-document';
import { documentRows, documentValueChars } from './limits';
import { noteKeys } from './note-key';

const lib = path.join(import.meta.dirname, '..');
const folders = ['arf', 'xarf', 'complaint-text', 'formats', 'generic', 'mime'];
/** `prefix:rest` in a literal of the source; what is put in at run time reads as `x`. */
const codeShape = /['`]([a-z]+(?:-[a-z]+)*-?:[a-z0-9:-]*(?:\$\{[^`]*?\})?[a-z0-9:-]*)['`]/g;
const notCodes = new Set(['mailto', 'node', 'auth', 'https', 'http']);

/** Every note that the sources of the formats write. */
function codesInSources(): string[] {
  const files = folders.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: lib }));
  const sources = files.filter((file) => !/\.test\.ts$|\/testing\//.test(file));
  const texts = sources.map((file) => readFileSync(path.join(lib, file), 'utf8'));
  const found = texts.flatMap((text) => [...text.matchAll(codeShape)].map(([, code = '']) => code));
  const codes = found.map((code) => code.replace(/\$\{.*\}/, 'x'));
  return [...new Set(codes)].filter((code) => !notCodes.has(code.split(':')[0] ?? '')).sort();
}

/** Codes put together at run time: those of dates, of a header beyond its limits, of an encoding. */
const composed = [
  ...['-0000', 'iso-8601', 'no-time', 'no-zone', 'two-digit-year', 'unknown-zone', 'alpha-zone'].map(
    (code) => `date:${code}`,
  ),
  ...['date:weekday-mismatch', 'orig:header-too-large', 'orig:too-many-header-fields'],
  ...['base64', 'quoted-printable'].flatMap((code) => [
    `struct:feedback-part-${code}`,
    `struct:report-part-${code}`,
  ]),
];
/** Literals that only begin such a code, and two of the same look that are the reasons why a document is unusable. */
const others = new Set(['date:x', 'orig:x', 'struct:feedback-part-x', 'xarf:x', 'x-arf:x']);

const hasWords = (code: string, notes: Record<string, string>): boolean =>
  noteKeys(code).some(({ key }) => Object.hasOwn(notes, key));

describe('a note', () => {
  const codes = [...codesInSources().filter((code) => !others.has(code)), ...composed];

  it('is found in the sources', () => {
    expect(codes.length).toBeGreaterThan(70);
    expect(codes).toContain('struct:not-multipart-report');
    expect(codes).toContain('xarf:another-document:x');
  });

  it.each(codes)('%s has a sentence in both languages', (code) => {
    expect([hasWords(code, de.notes), hasWords(code, en.notes)]).toEqual([true, true]);
  });

  it('of every fixture has one, too', () => {
    const notes = allFixtures().flatMap(({ raw }) => {
      const outcome = readReport(raw);
      return outcome.outcome === 'report'
        ? [outcome, ...outcome.more].flatMap(({ report }) => report.notes)
        : outcome.outcome === 'candidate'
          ? outcome.report.notes
          : [];
    });
    expect(new Set(notes).size).toBeGreaterThan(50);
    expect([...new Set(notes)].filter((code) => !hasWords(code, de.notes))).toEqual([]);
  });

  it('quotes what its code ends with', () => {
    expect(noteKeys('repeated:source-ip').at(-1)).toEqual({ key: 'repeated', value: 'source-ip' });
    expect(noteKeys('xarf:another-document:xarf:source_port:missing').at(-1)?.value).toBe(
      'xarf:source_port:missing',
    );
    expect(noteKeys('struct:no-wrapper')).toEqual([{ key: 'struct-no-wrapper', value: '' }]);
  });
});

describe('the type of a complaint', () => {
  const words = (
    feedbackType: string,
    category: string | null,
    kind: Parameters<typeof complaintTypeKeys>[0]['kind'],
  ) => {
    const types: Record<string, string> = de.types;
    return complaintTypeKeys({ feedbackType, category, kind })
      .map((key) => types[key])
      .find((text) => text);
  };

  it.each([
    ['abuse', 'messaging/spam', 'user', 'Spam, vom Empfänger gemeldet'],
    ['abuse', null, 'trap', 'Spam in einer Spamfalle'],
    ['fraud', 'content/phishing', 'fraud', 'Phishing-Seite'],
    ['other', 'connection/login_attack', 'automatic', 'Anmeldeversuche (Brute Force)'],
    ['auth-failure', null, 'auth-failure', 'Authentifizierungsfehler (DMARC), zählt nicht'],
    ['not-junk', null, 'not-spam', '„Kein Spam“: hebt eine Beschwerde auf'],
    ['moon-landing', null, 'unknown', 'Unbekannte Art: „{type}“'],
    ['other', 'content/nothing_known', 'automatic', 'Anderer Missbrauch'],
    ['constructor', null, 'unknown', 'Unbekannte Art: „{type}“'],
  ] as const)('%s, %s, %s is %s', (type, category, kind, text) =>
    expect(words(type, category, kind)).toBe(text),
  );

  it('has short words only where it has words in full', () => {
    expect(Object.keys(de.shortTypes).filter((key) => !Object.hasOwn(de.types, key))).toEqual([]);
  });

  it('of every category that the formats know has words', () => {
    const source = folders.flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: lib }));
    const shape =
      /'((?:messaging|connection|content|copyright|infrastructure|vulnerability|reputation)\/[a-z0-9_]+)'/g;
    const found = source.flatMap((file) => [...readFileSync(path.join(lib, file), 'utf8').matchAll(shape)]);
    // Those two are never shown.
    const known = new Set(
      found.map(([, category]) => category ?? '').filter((name) => !/cs[ae]m$/.test(name)),
    );
    expect(known.size).toBeGreaterThan(25);
    const without = [...known].filter((name) => !Object.hasOwn(de.types, name));
    expect(without.filter((name) => !source.some((file) => file.endsWith(`${name}.ts`)))).toEqual([]);
  });
});

describe('a XARF document as a table', () => {
  it('names each value by its path, and joins plain lists', () => {
    const { rows } = flattenDocument({ a: 1, b: { c: [1, 2], d: [{ e: true }] }, f: null, g: '' });
    expect(rows.map(({ path: name, text }) => [name, text])).toEqual([
      ['a', '1'],
      ['b.c', '1, 2'],
      ['b.d[0].e', 'true'],
    ]);
  });

  it('is bounded', () => {
    const wide = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`k${i}`, 'v'.repeat(9_000)]));
    const { rows, more } = flattenDocument(wide);
    expect([rows.length, more]).toEqual([documentRows, 1_000 - documentRows]);
    expect(rows[0]).toMatchObject({ isCut: true, text: 'v'.repeat(documentValueChars) });
  });
});
