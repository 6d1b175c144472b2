// What we generate as XARF passes the schema that our reader holds foreign reports to, and comes back from it.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReport } from '../formats/read-report';
import { faultOfV4 } from './json/v4/check';
import { writeXarf, xarfDocument, type XarfClaims } from './write-xarf';

const claims: XarfClaims = {
  name: 'meldestelle:report/1',
  at: new Date('2026-11-22T10:00:00Z'),
  reporter: { org: 'Müsterpost', contact: 'abuse@example.com', domain: 'example.com' },
  sourceIp: '192.0.2.7',
  sourcePort: 40_123,
  sourceName: 'example.org',
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
  date: claims.at,
  messageId: 'm.1@example.com',
  text: 'Guten Tag,\n',
  isAutomatic: true,
};

describe('a generated document', () => {
  it('is valid whatever is known, and never has _internal', () => {
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
        }),
        (some) => {
          const document = xarfDocument({ ...claims, ...some });
          expect(document).not.toBeNull();
          expect(faultOfV4(document ?? {})).toBeNull();
          expect(document).not.toHaveProperty('_internal');
        },
      ),
    );
  });

  it('says what it does not know in words, and the same complaint has the same id', () => {
    expect(xarfDocument(claims)).toMatchObject({
      protocol: 'smtp',
      source_port: 40_123,
      smtp_from: 'a@example.org',
    });
    const unknown = xarfDocument({ ...claims, sourcePort: null });
    expect(unknown).toMatchObject({
      protocol: 'other',
      description: expect.stringContaining('source port') as string,
    });
    expect(unknown).not.toHaveProperty('source_port');
    expect(unknown?.report_id).toBe(xarfDocument(claims)?.report_id);
    expect(xarfDocument({ ...claims, name: 'other' })?.report_id).not.toBe(unknown?.report_id);
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
