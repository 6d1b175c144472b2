// What we generate passes our own strict reader: every field comes back as it was given, and there is nothing to note.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReport } from '../formats/read-report';
import { writeArf, type OriginalMail, type ReportEnvelope } from './write-arf';
import type { ArfReport } from './write-fields';

const envelope: ReportEnvelope = {
  from: { name: 'Abuse Müsterpost', address: 'abuse@example.com' },
  to: 'abuse@reseller.example',
  replyTo: 'abuse+00@example.com',
  subject: 'FW: Größe zählt',
  date: new Date('2026-11-22T10:00:00Z'),
  messageId: 'm.1@example.com',
  text: 'Guten Tag,\n\neine Beschwerde über Ihren Kunden – ' + 'x'.repeat(200) + '\n',
  isAutomatic: true,
};
const header = 'From: a@example.com\r\nTo: b@example.net\r\nSubject: x\r\nMessage-ID: <1@example.com>\r\n';

const label = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/);
const domain = fc
  .tuple(label, fc.constantFrom('example.com', 'example.net', 'example.org'))
  .map((two) => two.join('.'));
const address = fc
  .tuple(fc.stringMatching(/^[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,20}$/), domain)
  .map((two) => two.join('@'));
const phrase = fc.stringMatching(/^[A-Za-z0-9=;@._-]{1,30}( [A-Za-z0-9=;@._-]{1,30}){0,20}$/);
const ip = fc.oneof(fc.ipV4(), fc.constantFrom('2001:db8::1', '2001:db8:1:2:3:4:5:6'));

const reports: fc.Arbitrary<ArfReport> = fc.record({
  feedbackType: fc.constantFrom('abuse', 'fraud', 'virus', 'other', 'not-spam'),
  userAgent: fc.constant('Meldestelle/1'),
  sourceIp: ip,
  sourcePort: fc.option(fc.integer({ min: 0, max: 65_535 })),
  arrivalDate: fc.option(
    fc
      .integer({ min: 0, max: 4_000_000_000 })
      .map((s) => new Date(s * 1_000).toISOString().replace('.000', '')),
  ),
  originalMailFrom: fc.option(fc.oneof(address, fc.constant(''))),
  originalRcptTo: fc.array(address, { maxLength: 5 }),
  reportedDomain: fc.array(domain, { maxLength: 3 }),
  reportedUri: fc.array(
    domain.map((name) => `https://${name}/`),
    { maxLength: 3 },
  ),
  incidents: fc.integer({ min: 1, max: 100_000 }),
  reportingMta: fc.option(domain.map((name) => ({ type: 'dns', name }))),
  originalEnvelopeId: fc.option(label),
  authenticationResults: fc.array(phrase, { maxLength: 3 }),
});

describe('a generated report', () => {
  it('comes back from our own reader field by field, with nothing to note', () => {
    fc.assert(
      fc.property(reports, fc.boolean(), (report, isWhole) => {
        const original: OriginalMail = isWhole
          ? { kind: 'message', source: Buffer.from(`${header}\r\nGrüße\nohne Ende`) }
          : { kind: 'headers', source: Buffer.from(`${header}\r\nbody`) };
        const mail = writeArf(report, original, envelope);
        const outcome = readReport(mail);
        if (outcome.outcome !== 'report') throw new Error(JSON.stringify(outcome));
        expect(outcome.format).toBe('arf');
        expect(outcome.more).toEqual([]);
        expect(outcome.report.notes).toEqual([]);
        expect(outcome.report).toMatchObject({ ...report, version: '1' });
        expect(outcome.reported?.kind).toBe(original.kind);
        expect(outcome.reported?.messageId).toBe('1@example.com');
        expect(outcome.outer).toMatchObject({
          subjectText: 'FW: Größe zählt',
          fromAddress: 'abuse@example.com',
        });
      }),
    );
  });

  it('is mail that may travel, whatever bytes are reported: CRLF, no long line, 8bit only where it says so', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3_000 }), fc.string(), (bytes, text) => {
        const source = Buffer.concat([Buffer.from(header), Buffer.from('\r\n'), Buffer.from(bytes)]);
        const mail = writeArf(
          { feedbackType: 'abuse', userAgent: 'x' },
          { kind: 'message', source },
          { ...envelope, text, subject: text },
        );
        const lines = mail.toString('latin1').split('\r\n');
        expect(lines.every((line) => line.length <= 998 && !/[\r\n\0]/.test(line))).toBe(true);
        const isEight = mail.some((byte) => byte > 0x7f);
        const [head = ''] = mail.toString('latin1').split('\r\n\r\n');
        expect(head).toContain(`Content-Transfer-Encoding: ${isEight ? '8bit' : '7bit'}`);
        expect(readReport(mail).outcome).toBe('report');
      }),
    );
  });

  it('lets no value make a field or a part of its own', () => {
    const evil = 'x\r\nBcc: all@example.org\r\n\r\n--b\r\nboo';
    const mail = writeArf(
      {
        feedbackType: 'abuse',
        userAgent: evil,
        originalMailFrom: 'a@example.com>\r\nX: <b',
        originalRcptTo: ['b c@example.net', 'ü@example.net'],
        extensions: { 'x-note': [evil], 'feedback-type': ['fraud'], 'X: y': ['z'] },
      },
      { kind: 'headers', source: Buffer.from(header) },
      {
        ...envelope,
        subject: evil,
        to: 'a@example.net\r\nBcc: b@example.org',
        from: { name: evil, address: 'a@example.com' },
      },
    );
    const text = mail.toString('latin1');
    expect(text).not.toMatch(/^(bcc:|x:|--b$)/im);
    const outcome = readReport(mail);
    expect(outcome.outcome === 'report' && outcome.report).toMatchObject({
      feedbackType: 'abuse',
      originalMailFrom: null,
      originalRcptTo: [],
    });
  });

  it('is the same bytes every time', () => {
    const write = () =>
      writeArf(
        { feedbackType: 'abuse', userAgent: 'x' },
        { kind: 'headers', source: Buffer.from(header) },
        envelope,
      );
    expect(write()).toEqual(write());
  });
});
