// Whatever arrives, the reader answers with an outcome that can be stored.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { describeOutcome } from './describe-outcome';
import { readReport } from './read-report';
import { allFixtures } from './testing/all-fixtures';
import { readWithinLimits } from './testing/oracle';

const fixtures = allFixtures().map(({ raw }) => raw);

/** One damage done to a mail: bytes overwritten, cut out, doubled, or the end lost. */
const damage = fc.record({
  kind: fc.constantFrom('overwrite', 'delete', 'double', 'cut'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 400 }),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
});

function harm(raw: Buffer, how: { kind: string; at: number; length: number; bytes: Uint8Array }): Buffer {
  const at = Math.floor(how.at * raw.length);
  const head = raw.subarray(0, at);
  const tail = raw.subarray(at + how.length);
  if (how.kind === 'overwrite') return Buffer.concat([head, how.bytes, tail]);
  if (how.kind === 'delete') return Buffer.concat([head, tail]);
  if (how.kind === 'double')
    return Buffer.concat([head, raw.subarray(at, at + how.length), raw.subarray(at)]);
  return Buffer.from(head);
}

/** Words of the mail grammar in any order: closer to the edge cases than random bytes. */
const grammar = fc
  .array(
    fc.constantFrom(
      ...['\r\n', '\n', '\r', '\r\n\r\n', ' ', '\t', ':', ';', '"', '(', ')', '<', '>', '=', '?', '\0', 'ü'],
      ...[
        '--b',
        '--b--',
        '--',
        'boundary=b',
        'Content-Type: multipart/report; report-type=feedback-report; ',
      ],
      ...['Content-Type: message/feedback-report', 'Content-Type: message/rfc822', 'Feedback-Type: abuse'],
      ...[
        'Content-Transfer-Encoding: base64',
        'Content-Transfer-Encoding: quoted-printable',
        'From ',
        'From: ',
      ],
      ...[
        'Source-IP: 192.0.2.1',
        'Arrival-Date: ',
        '3 Feb 2026 09:59:00 +0100',
        '=?utf-8?Q?=C3=BC?=',
        'YWJj',
      ],
    ),
    { maxLength: 80 },
  )
  .map((words) => Buffer.from(words.join('')));

describe('the reader', () => {
  it('answers within its limits to every damaged mail', () => {
    fc.assert(
      fc.property(fc.constantFrom(...fixtures), fc.array(damage, { maxLength: 4 }), (raw, harms) => {
        readWithinLimits(harms.reduce(harm, raw));
      }),
      { numRuns: 1_500 },
    );
  });

  it('answers to every sentence of the mail grammar, and to random bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 600 }).map((array) => Buffer.from(array));
    fc.assert(
      fc.property(fc.oneof(grammar, bytes), (raw) => void readWithinLimits(raw)),
      { numRuns: 3_000 },
    );
  });

  it('gives the same answer twice and leaves the bytes alone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...fixtures), damage, (raw, how) => {
        const harmed = harm(raw, how);
        const copy = Buffer.from(harmed);
        expect(readReport(harmed)).toEqual(readReport(copy));
        expect(harmed.equals(copy)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('reads the same from LF, CRLF and CR', () => {
    for (const raw of fixtures) {
      const lf = raw.toString('latin1').replaceAll('\r\n', '\n').replaceAll('\r', '\n');
      const [asLf, asCrlf, asCr] = ['\n', '\r\n', '\r'].map((eol) =>
        describeOutcome(readReport(Buffer.from(lf.replaceAll('\n', eol), 'latin1'))),
      );
      expect(asCrlf).toEqual(asLf);
      expect(asCr).toEqual(asLf);
    }
  });
});
