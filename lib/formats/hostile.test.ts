// Hostile mail costs at most its limits: every attack ends in an outcome, after work that is counted
// in bytes looked at and not in seconds, which depend on the machine.

import { describe, expect, it } from 'vitest';

import { MAIL_LIMITS } from '../mime/limits';
import { readMail } from '../mime/read-mail';
import { readReport } from './read-report';
import { expectBounded, readWithinLimits } from './testing/oracle';

const MIXED = 'From: a@example.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n';
const ARF =
  'From: a@example.com\r\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n' +
  '--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n';
const B70 = 'x'.repeat(70);

const attacks: [string, string, string][] = [
  ['100,000 parts', 'broken', `${MIXED}${'--b\r\n\r\nx\r\n'.repeat(100_000)}--b--`],
  ['8 MB of <div>', 'not-a-report', `Content-Type: text/html\r\n\r\n${'<div>'.repeat(1_600_000)}`],
  ['header lines of 256 KiB', 'broken', `A: ${'y'.repeat(262_144)}\r\n`.repeat(8)],
  ['1 MB of header without a line end', 'broken', `A: ${'y'.repeat(1_000_000)}`],
  ['nesting 1,000 deep', 'broken', nested(1_000)],
  [
    'a boundary of 70 characters that never ends a line',
    'not-a-report',
    `Content-Type: multipart/mixed; boundary=${B70}\r\n\r\n--${B70.repeat(100_000)}`,
  ],
  ['lines that begin like the boundary', 'not-a-report', `${MIXED}${'--bb\r\n'.repeat(1_000_000)}`],
  ['5,000,000 blank lines before the header', 'not-a-report', '\r\n'.repeat(5_000_000)],
  ['5,000,000 blank lines in the machine part', 'broken', `${ARF}${'\n'.repeat(5_000_000)}`],
  ['a field folded 50,000 times', 'not-a-report', `A: x\r\n${' y\r\n'.repeat(50_000)}\r\n`],
  ['100,000 colonless lines', 'broken', 'no field\n'.repeat(100_000)],
  [
    'a header of open quotes and comments',
    'not-a-report',
    `From: ${'"(<'.repeat(20_000)}\r\nTo: ${'((((,'.repeat(9_000)}\r\n\r\n`,
  ],
  ['unfinished encoded words', 'not-a-report', `Subject: ${'=?utf-8?Q?'.repeat(20_000)}\r\n\r\n`],
  ['only NULs', 'broken', '\0'.repeat(3_000_000)],
  ['more than 35 MiB', 'broken', 'x'.repeat(MAIL_LIMITS.mailBytes + 1)],
];

const enclosing = (inner: string, level: number, encoding: string): string =>
  `From: a@example.com\r\nContent-Type: multipart/mixed; boundary=e${level}\r\n\r\n--e${level}\r\n` +
  `Content-Type: message/rfc822\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${inner}\r\n--e${level}--\r\n`;

/** A mail with an endless field, enclosed so often: every reader of reported mail looks at it. */
function enclosed(levels: number, encoding: string): string {
  let text = `From: a@example.com\r\nSubject: ${'y '.repeat(100_000)}\r\n\r\nx\r\n`;
  for (let level = 0; level < levels; level += 1) {
    text = enclosing(encoding === '7bit' ? text : text.replaceAll('=', '=3D'), level, encoding);
  }
  return text;
}

describe('hostile mail', () => {
  it.each([
    ['7bit', 1],
    ['7bit', 3],
    ['quoted-printable', 1],
    ['quoted-printable', 3],
    ['quoted-printable', 4],
  ])('enclosed in %s %i times is read within the limits, also with bare CR', (encoding, levels) => {
    const text = enclosed(levels, encoding);
    expect(readWithinLimits(Buffer.from(text)).outcome).toBe('candidate');
    readWithinLimits(Buffer.from(text.replaceAll('\r\n', '\r')));
  });

  it.each(attacks)('%s is %s', (_, outcome, text) => {
    const raw = Buffer.from(text, 'latin1');
    expect(readWithinLimits(raw).outcome).toBe(outcome);
  });

  it('does the same work for each byte, whatever the size and the nesting', () => {
    const work = (text: string): number => readMail(Buffer.from(text)).work.scannedBytes / text.length;
    const lookalikes = (lines: number): string => `${MIXED}--b\r\n\r\n${'--bx\r\n'.repeat(lines)}--b--`;
    expect(work(lookalikes(100_000)) / work(lookalikes(1_000))).toBeLessThan(1.1);
    const body = 'some text, --, and more of it\r\n'.repeat(20_000);
    expect(work(nested(MAIL_LIMITS.depth) + body) / work(nested(2) + body)).toBeLessThan(1.6);
  });

  it('decodes what was encoded as a whole once, however often it was', () => {
    let text = '--b\r\n\r\ninnermost\r\n--b--\r\n';
    for (let level = 0; level < 12; level += 1) {
      const head = 'Content-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: base64\r\n\r\n';
      text = `--b\r\n${head}${Buffer.from(text).toString('base64')}\r\n--b--\r\n`;
    }
    const raw = Buffer.from(MIXED + text);
    expectBounded('walking', readMail(raw).work, raw.length);
  });

  it('keeps little of five hundred parts with long headers', () => {
    const part = `--b\r\nX: ${'y'.repeat(100_000)}\r\n\r\nz\r\n`;
    expect(readReport(Buffer.from(MIXED + part.repeat(15))).outcome).toBe('not-a-report');
    expect(readReport(Buffer.from(MIXED + part.repeat(300)))).toMatchObject({ reason: 'header-too-large' });
    const fields = `--b\r\n${'X: y\r\n'.repeat(900)}\r\nz\r\n`;
    const many = readReport(Buffer.from(MIXED + fields.repeat(300)));
    expect(many).toMatchObject({ outcome: 'broken', reason: 'too-many-header-fields' });
  });

  it('reads a report whose reported mail has an endless header, as far as the limit', () => {
    const text = `${ARF}\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <a@example.com>\r\nX: ${'y'.repeat(400_000)}\r\n\r\n--b--`;
    const read = readReport(Buffer.from(text));
    expect(read).toMatchObject({ outcome: 'report', reported: { messageId: 'a@example.com' } });
    expect(read.outcome === 'report' && read.report.notes).toContain('orig:header-too-large');
  });

  it('keeps only so many of everything', () => {
    const many = (line: string): string => `${line}\r\n`.repeat(900);
    const text = `${ARF}${many('Original-Rcpt-To: a@example.com, b@example.com')}\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${many('Received: x')}\r\n--b--`;
    const read = readReport(Buffer.from(text));
    if (read.outcome !== 'report' || read.reported === null) throw new Error(read.outcome);
    expect(read.report.originalRcptTo).toHaveLength(MAIL_LIMITS.fieldValues);
    expect(read.report.notes).toContain('struct:too-many-values');
    expect(read.reported.received).toHaveLength(MAIL_LIMITS.receivedFields);
    expect(read.reported.receivedCount).toBe(900);
    expect(read.reported.headers).toHaveLength(MAIL_LIMITS.keptHeaderFields);
  });
});

function nested(depth: number): string {
  let text = 'From: a@example.com\r\n';
  for (let level = 0; level < depth; level += 1) {
    text += `Content-Type: multipart/mixed; boundary=n${level}\r\n\r\n--n${level}\r\n`;
  }
  return text;
}
