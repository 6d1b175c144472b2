// Every quirk of real feedback reports has its mail and its expected reading side by side.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { readReport } from '../formats/read-report';
import type { ParsedReport, ReportItem } from '../formats/types';
import { readMail } from '../mime/read-mail';
import { readArf } from './read-arf';

interface Expected {
  title: string;
  report: Record<string, unknown>;
  notes: string[];
  reported: Record<string, unknown> | null;
  /** Where the mail holds several reports. */
  more?: Omit<Expected, 'title'>[];
  outer?: Record<string, unknown>;
}

const folder = path.join(import.meta.dirname, 'fixtures');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => name.slice(0, -4));

function expectedOf(name: string): Expected {
  const text = readFileSync(path.join(folder, `${name}.json`), 'utf8');
  return JSON.parse(text) as Expected;
}

function expectItem(item: ReportItem, expected: Omit<Expected, 'title'>): void {
  for (const [key, value] of Object.entries(expected.report)) {
    expect(item.report[key as keyof ParsedReport], key).toEqual(value);
  }
  expect(item.report.notes).toEqual(expected.notes);
  if (expected.reported === null) expect(item.reported).toBeNull();
  else expect(item.reported).toMatchObject(expected.reported);
}

describe('reports', () => {
  it('have a mail for every expected reading', () => {
    const readings = readdirSync(folder).filter((name) => name.endsWith('.json'));
    expect(readings.map((name) => name.slice(0, -5))).toEqual(names);
    expect(names.length).toBeGreaterThan(75);
  });

  it.each(names.map((name) => [name, expectedOf(name).title]))('%s: %s', (name) => {
    const expected = expectedOf(name);
    const read = readReport(readFileSync(path.join(folder, `${name}.eml`)));
    if (read.outcome !== 'report') throw new Error(`read as ${JSON.stringify(read)}`);
    expect(read.format).toBe('arf');
    expectItem(read, expected);
    expect(read.more).toHaveLength(expected.more?.length ?? 0);
    read.more.forEach((item, place) => {
      expectItem(item, expected.more?.[place] ?? expected);
    });
    expect(read.outer).toMatchObject(expected.outer ?? {});
    expect(read.outer.fromAddress).toBe('fbl@reporter.example');
  });
});

describe('what is no usable report', () => {
  const others = readdirSync(path.join(folder, 'not'));

  it.each(others)('%s', (name) => {
    const reading = readMail(readFileSync(path.join(folder, 'not', name)));
    if (reading.outcome === 'broken') throw new Error(reading.reason);
    const read = readArf(reading.root);
    const [outcome, reason] = name.split('.');
    expect(read).toEqual(outcome === 'broken' ? { outcome, reason } : { outcome: 'not-this-format' });
  });
});
