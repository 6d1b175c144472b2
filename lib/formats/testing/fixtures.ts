// Mails with their expected readings side by side: `NNN.eml` and `NNN.json` in one folder.
// Promise: every mail has its reading and the other way round; what a reading names must be equal, what it leaves out
// is not looked at, except the notes, which are always compared whole.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

import { embeddedMessage } from '../embedded-message';
import { readReport } from '../read-report';
import { readReportedMessage } from '../reported-message';
import { reportedSource } from '../reported-source';
import type { ReportItem } from '../types';

interface ExpectedItem {
  report: Record<string, unknown>;
  notes: string[];
  /** null: the report holds no mail. */
  reported: Record<string, unknown> | null;
}

interface Expected extends Partial<ExpectedItem> {
  title: string;
  /** `report` where it is not given. */
  outcome?: 'candidate' | 'broken' | 'other-mail' | 'not-this-format';
  reason?: string;
  format?: string;
  more?: ExpectedItem[];
}

/** Declares one test for each fixture of the folder, and one for the folder itself. */
export function testFixtures(folder: string, format: string): void {
  const files = readdirSync(folder);
  const named = (ending: string): string[] =>
    files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));

  it('every mail has its reading', () => {
    expect(named('.json')).toEqual(named('.eml'));
    expect(named('.eml').length).toBeGreaterThan(0);
  });

  for (const name of named('.json')) {
    const expected = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as Expected;
    it(`${name}: ${expected.title}`, () => {
      const raw = readFileSync(path.join(folder, `${name}.eml`));
      const read = readReport(raw);
      if (expected.outcome === 'not-this-format' || read.outcome === 'not-a-report') {
        expect(read.outcome === 'not-a-report' ? null : read.format).not.toBe(format);
        expect(expected.outcome).toBe('not-this-format');
        return;
      }
      expect(read.outcome).toBe(expected.outcome ?? 'report');
      expect(read.format).toBe(expected.format ?? format);
      if ('reason' in read) expect(read.reason).toBe(expected.reason);
      if (read.outcome !== 'report' && read.outcome !== 'candidate') return;
      const more = read.outcome === 'report' ? read.more : [];
      expect(more).toHaveLength(expected.more?.length ?? 0);
      const items: ReportItem[] = [read, ...more];
      for (const [index, item] of [expected, ...(expected.more ?? [])].entries()) {
        expectItem(items[index], item);
      }
      if (read.reported !== null) expect(headerOf(reportedSource(raw))).toEqual(read.reported.headers);
    });
  }
}

/** The evidence that people see is the mail that was read. */
function headerOf(source: Buffer | null): [string, string][] {
  const { message } = readReportedMessage(embeddedMessage(source ?? Buffer.alloc(0)), 'message');
  return message.headers;
}

function expectItem(item: ReportItem | undefined, expected: Partial<ExpectedItem>): void {
  const { report, reported } = item ?? {};
  for (const [key, value] of Object.entries(expected.report ?? {})) {
    expect(report?.[key as keyof typeof report], key).toEqual(value);
  }
  expect(report?.notes).toEqual(expected.notes);
  if (expected.reported === null) expect(reported).toBeNull();
  else expect(reported).toMatchObject(expected.reported ?? {});
}
