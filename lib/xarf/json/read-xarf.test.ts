// Every shape in which XARF JSON arrives has its mail and its expected reading side by side.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { describeOutcome } from '../../formats/describe-outcome';
import { readReport } from '../../formats/read-report';
import { reportedSource } from '../../formats/reported-source';
import { testFixtures } from '../../formats/testing/fixtures';
import { readXarfDocument } from './read-xarf';
import { wrapXarfDocument } from './wrap-document';

const folder = path.join(import.meta.dirname, 'fixtures');

interface Expected {
  title: string;
  xarf?: Record<string, unknown>;
}

const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => {
    const expected = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Expected;
    return { name: name.slice(0, -5), ...expected };
  });

function mailOf(name: string): Buffer {
  return readFileSync(path.join(folder, `${name}.eml`));
}

function titled(words: string): { name: string; title: string }[] {
  const found = fixtures.filter(({ title }) => title.includes(words));
  expect(found.length).toBeGreaterThan(0);
  return found;
}

function document(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  const party = { org: 'Beispiel', contact: 'meldung@reporter.example', domain: 'reporter.example' };
  return {
    xarf_version: '4.2.0',
    report_id: '7c1de3a0-5a5e-4a5e-9d7d-0f2f6a3b9fff',
    timestamp: '2026-02-03T09:15:30+01:00',
    reporter: party,
    sender: party,
    source_identifier: '192.0.2.7',
    source_port: 40_125,
    category: 'messaging',
    type: 'spam',
    protocol: 'smtp',
    smtp_from: 'bounce@kunde.example',
    ...overrides,
  };
}

function posted(json: Record<string, unknown> | string): ReturnType<typeof readXarfDocument> {
  return readXarfDocument(Buffer.from(typeof json === 'string' ? json : JSON.stringify(json)));
}

function reportOf(json: Record<string, unknown>) {
  const reading = posted(json);
  if (reading.outcome !== 'report') throw new Error(JSON.stringify(reading));
  return reading;
}

describe('XARF by mail', () => testFixtures(folder, 'xarf'));

describe('older versions in the shape of version 4', () => {
  const older = fixtures.filter(({ xarf }) => xarf !== undefined);

  it('are shown by several fixtures', () => expect(older.length).toBeGreaterThan(7));

  it.each(older)('$name: $title', ({ name, xarf }) => {
    const outcome = readReport(mailOf(name));
    if (outcome.outcome !== 'report') throw new Error(outcome.outcome);
    const { report_id: id, ...document } = outcome.report.xarf ?? {};
    expect(document).toEqual(xarf);
    // The identifier follows from the content: a UUID of version 8.
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('reports about sexual abuse of children', () => {
  it.each(titled('abuse of children'))('$name: neither address nor evidence goes on', ({ name }) => {
    const raw = mailOf(name);
    const outcome = readReport(raw);
    const { outer: _, ...said } = outcome;
    expect(JSON.stringify(said)).not.toMatch(/reported\.example|192\.0\.2\.48|payload|reporter/);
    expect(describeOutcome(outcome)).toMatchObject({ restricted: true });
    expect(reportedSource(raw)).toBeNull();
  });

  it.each(['csam', 'csem'])('%s is set apart whatever its category is called', (type) => {
    expect(posted(document({ category: 'messaging', type }))).toMatchObject({
      outcome: 'broken',
      restrictedCategory: `content/${type}`,
    });
  });

  it('sets the whole mail apart, whatever stands beside it', () => {
    const [good, bad] = [document(), document({ type: 'csam' })].map((json) => JSON.stringify(json));
    const parts = [good, bad].map((json) => `--e\r\nContent-Type: application/json\r\n\r\n${json}\r\n`);
    const mail = `Content-Type: multipart/mixed; boundary=e\r\n\r\n${parts.join('')}--e--\r\n`;
    expect(readReport(Buffer.from(mail))).toMatchObject({
      outcome: 'broken',
      restrictedCategory: 'content/csam',
    });
  });
});

describe('XARF over HTTP', () => {
  it.each(['{', '[]', '{}', 'null', '"x"', '', JSON.stringify(document())])('reads %j as by mail', (json) => {
    const reading = posted(json);
    const {
      outer: _,
      format,
      ...byMail
    } = readReport(wrapXarfDocument(Buffer.from(json))) as Record<string, unknown>;
    expect(format).toBe('xarf');
    expect(byMail).toEqual(reading.outcome === 'report' ? { more: [], ...reading } : reading);
  });

  it('makes the same mail of the same document, and another of another one', () => {
    const [one, two] = [document(), document({ source_port: 1 })].map((json) =>
      Buffer.from(JSON.stringify(json)),
    );
    expect(wrapXarfDocument(one!)).toEqual(wrapXarfDocument(Buffer.from(one!)));
    expect(wrapXarfDocument(one!)).not.toEqual(wrapXarfDocument(two!));
    const lines = wrapXarfDocument(Buffer.alloc(5_000, 'ü')).toString('latin1').split('\r\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(76);
  });
});

describe('times of version 4', () => {
  it.each([
    ['2026-02-03T09:15:30+01:00', '2026-02-03T08:15:30Z'],
    ['2026-02-03T09:15:30.999-0530', '2026-02-03T14:45:30Z'],
    ['2026-02-03t09:15:30z', '2026-02-03T09:15:30Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59Z'],
  ])('%s is %s', (timestamp, expected) => {
    expect(reportOf(document({ timestamp })).report.arrivalDate).toBe(expected);
  });
});

describe('evidence', () => {
  const mail = `From: news@kunde.example\r\nMessage-ID: <m@kunde.example>\r\nSubject: x\r\n\r\n${'Zeile '.repeat(40)}`;
  const evidence = (payload: string) => document({ evidence: [{ content_type: 'message/rfc822', payload }] });
  const once = Buffer.from(mail).toString('base64');

  it.each([
    ['in base64', once, []],
    ['in base64 twice', Buffer.from(once).toString('base64'), ['xarf:evidence:base64-twice']],
    ['plain', mail, ['xarf:evidence:not-base64']],
  ])('is read %s', (_, payload, notes) => {
    const { report, reported } = reportOf(evidence(payload));
    expect(reported).toMatchObject({ messageId: 'm@kunde.example', fromAddress: 'news@kunde.example' });
    expect(report.notes).toEqual(notes);
    const raw = wrapXarfDocument(Buffer.from(JSON.stringify(evidence(payload))));
    expect(reportedSource(raw)?.toString()).toBe(mail);
  });

  it('that is large stays in the raw mail, with a note, and its header is read all the same', () => {
    const large = Buffer.from(mail + 'y'.repeat(600_000)).toString('base64');
    const { report, reported } = reportOf(evidence(large));
    expect(reported?.messageId).toBe('m@kunde.example');
    expect(report.xarf?.evidence).toEqual([{ content_type: 'message/rfc822' }]);
    expect(report.notes).toContain('xarf:evidence:payload-in-raw-mail-only');
  });
});
