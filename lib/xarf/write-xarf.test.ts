// What we generate as XARF passes the schema that our reader holds foreign reports to, and comes back from it.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReport } from '../formats/read-report';
import { faultOfV4 } from './json/v4/check';
import { writeXarf, xarfDocument, type XarfClaims } from './write-xarf';

const claims: XarfClaims = {
  name: 'meldestelle:report/1',
  feedbackType: 'abuse',
  arrivedAt: new Date('2026-11-22T10:00:00Z'),
  complainedAt: new Date('2026-11-22T11:00:00Z'),
  foundBy: 'user_complaint',
  reporter: { org: 'Müsterpost', contact: 'abuse@example.com', domain: 'example.com' },
  sourceIp: '192.0.2.7',
  sourcePort: 40_123,
  smtpFrom: 'a@example.org',
  subject: 'Größe',
  messageId: '1@example.org',
  incidents: 1,
  evidence: {
    contentType: 'message/rfc822',
    payload: Buffer.from('From: a@example.org\r\nSubject: x\r\n\r\nGrüße'),
  },
};
const envelope = {
  from: { name: 'Abuse', address: 'abuse@example.com' },
  to: 'abuse@reseller.example',
  replyTo: 'abuse+0@example.com',
  subject: 'Größe',
  date: claims.complainedAt,
  messageId: 'm.1@example.com',
  text: 'Guten Tag,\n',
  isAutomatic: true,
};

describe('a generated document', () => {
  it('is valid or is none, whatever is known, and says what was given and no more', () => {
    let documents = 0;
    fc.assert(
      fc.property(
        fc.record({
          sourceIp: fc.option(fc.oneof(fc.ipV4(), fc.constant('2001:db8::1'))),
          sourcePort: fc.option(fc.integer({ min: 0, max: 65_535 })),
          smtpFrom: fc.option(
            fc.oneof(fc.constantFrom('', 'a@example.org', 'kein addr', 'ü@example'), fc.string()),
          ),
          subject: fc.option(fc.string({ maxLength: 800 })),
          messageId: fc.option(fc.string({ maxLength: 400 })),
          incidents: fc.integer({ min: 1, max: 1_000_000 }),
          arrivedAt: fc.option(
            fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }),
          ),
          foundBy: fc.constantFrom('user_complaint', 'spamtrap', 'automated_filter', null),
        }),
        (some) => {
          const document = xarfDocument({ ...claims, ...some });
          if (document === null) return;
          documents += 1;
          expect(faultOfV4(document)).toBeNull();
          expect(document).not.toHaveProperty('_internal');
          expect([document.protocol, document.source_port, document.smtp_from]).toEqual([
            'smtp',
            some.sourcePort,
            some.smtpFrom,
          ]);
          expect(document.evidence_source ?? null).toBe(some.foundBy);
        },
      ),
      { numRuns: 500 },
    );
    expect(documents).toBeGreaterThan(20);
  });

  it.each<[string, Partial<XarfClaims>]>([
    ['the port is not known', { sourcePort: null }],
    ['the port is none', { sourcePort: 0 }],
    ['the address is not known', { sourceIp: null }],
    ['the envelope sender is not known', { smtpFrom: null }],
    ['the envelope sender is empty', { smtpFrom: '' }],
    ['the envelope sender is no address', { smtpFrom: 'kein addr' }],
    ['it is about phishing', { feedbackType: 'fraud' }],
    ['it is about malware', { feedbackType: 'virus' }],
    ['it says that it is no spam', { feedbackType: 'not-spam' }],
    ['nobody knows what it is about', { feedbackType: 'other' }],
  ])('is none where %s: nothing else is said in its place', (_, some) => {
    expect(xarfDocument({ ...claims, ...some })).toBeNull();
  });

  it('says in words that the time is the complaint’s, and does not say who found it where nobody knows', () => {
    expect(xarfDocument(claims)).toMatchObject({
      protocol: 'smtp',
      source_port: 40_123,
      smtp_from: 'a@example.org',
      timestamp: '2026-11-22T10:00:00.000Z',
    });
    expect(xarfDocument(claims)).not.toHaveProperty('description');
    const unknown = xarfDocument({ ...claims, arrivedAt: null, foundBy: null });
    expect(unknown).toMatchObject({
      timestamp: '2026-11-22T11:00:00.000Z',
      description: expect.stringContaining('time is that of the complaint') as string,
    });
    expect(unknown).not.toHaveProperty('evidence_source');
  });

  it('of the same complaint has the same id', () => {
    expect(xarfDocument({ ...claims, subject: null })?.report_id).toBe(xarfDocument(claims)?.report_id);
    expect(xarfDocument({ ...claims, name: 'other' })?.report_id).not.toBe(xarfDocument(claims)?.report_id);
  });

  it('comes back from our own reader, one by one', () => {
    const two = [
      xarfDocument(claims) ?? {},
      xarfDocument({ ...claims, name: 'two', sourceIp: '192.0.2.8' }) ?? {},
    ];
    const outcome = readReport(writeXarf(two, envelope));
    if (outcome.outcome !== 'report') throw new Error(JSON.stringify(outcome));
    expect(outcome.report).toMatchObject({
      sourceIp: '192.0.2.7',
      sourcePort: 40_123,
      category: 'messaging/spam',
    });
    expect(outcome.reported?.subjectText).toBe('x');
    expect(outcome.more.map(({ report }) => report.sourceIp)).toEqual(['192.0.2.8']);
  });
});
