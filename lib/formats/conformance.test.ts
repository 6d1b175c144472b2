// Published and real ARF mails against their expected readings, field by field.
// They stand beside the project and are not part of it: where they are absent, this says so and
// nothing is counted as passed.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { describeOutcome } from './describe-outcome';
import { readReport } from './read-report';

interface Row {
  file: string;
  expected: Record<string, unknown>;
  originalMessage: { present: boolean } & Record<string, unknown>;
  issues: string[];
}

const folder = path.resolve(import.meta.dirname, '../../../shared/samples');
const list = path.join(folder, 'arf-expected.ndjson');
const isPresent = existsSync(list);
if (!isPresent) console.warn('conformance: ../shared/samples is absent, its mails are not compared');

const rows: Row[] = isPresent
  ? readFileSync(list, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row)
  : [];

describe.runIf(isPresent)(`published ARF mails${isPresent ? '' : ' (../shared/samples is absent)'}`, () => {
  it('are all listed', () => expect(rows).toHaveLength(26));

  it.each(rows)('$file is read field by field', (row) => {
    const read = describeOutcome(readReport(readFileSync(path.join(folder, row.file))));
    const { arrivalDateField: _, ...expected } = row.expected;
    expect(read.outcome).toBe('report');
    expect(read.format).toBe('arf');
    expect(read.report).toEqual(expected);
    expect(read.originalMessage).toMatchObject(row.originalMessage);
    expect(read.issues).toEqual(row.issues);
  });

  it.each(['22', '23', '24'])('sisimai/bsd-arf-%s.eml is a JMRP complaint of before 2026', (number) => {
    const read = describeOutcome(
      readReport(readFileSync(path.join(folder, `arf/sisimai/bsd-arf-${number}.eml`))),
    );
    expect(read).toMatchObject({ outcome: 'report', format: 'jmrp' });
    expect(read.report).toMatchObject({
      feedbackType: 'abuse',
      sourceIp: '192.0.2.222',
      arrivalDate: '2016-04-29T23:34:45Z',
      originalMailFrom: 'sironeko@example.com',
      originalRcptTo: ['kijitora@example.com'],
    });
    expect(read.derived).toEqual(['arrivalDate', 'originalMailFrom', 'originalRcptTo']);
    expect(read.originalMessage).toMatchObject({
      messageId: '<0000000000fffffffff0000000000000@example.com>',
    });
    // The sample's addresses were made anonymous one by one: subject and trace name different ones.
    expect(read.issues).toContain('ip:differs-from-trace');
  });

  it.each(['sisimai/bsd-arf-26.eml', 'parsedmarc/exim_plain_text_only_no_arf_part.eml'])(
    '%s is no ARF',
    (file) => {
      expect(describeOutcome(readReport(readFileSync(path.join(folder, 'arf', file)))).outcome).toBe(
        'not-a-report',
      );
    },
  );
});
