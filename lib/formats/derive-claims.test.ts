// What is filled in comes from the reporter's own lines, never from what a sender could have written.

import { describe, expect, it } from 'vitest';

import { deriveClaims } from './derive-claims';
import { emptyReport } from './empty-report';
import { embeddedMessage } from './embedded-message';
import { readReportedMessage } from './reported-message';
import type { ParsedReport } from './types';

function derive(header: string[], stated: Partial<ParsedReport> = {}) {
  const { message } = readReportedMessage(
    embeddedMessage(Buffer.from(`${header.join('\r\n')}\r\n\r\n`)),
    'message',
  );
  const { sourceIp, arrivalDate, originalMailFrom, originalRcptTo, derived } = deriveClaims(
    { ...emptyReport('abuse'), ...stated },
    message,
  );
  return { sourceIp, arrivalDate, originalMailFrom, originalRcptTo, derived };
}

const HANDOVER =
  'Received: from out.provider.example (out.provider.example [192.0.2.7]) by mx.reporter.example with ESMTPS id 1 for <reader@reporter.example>; Tue, 03 Feb 2026 09:59:00 +0100';
const FORGED =
  'Received: from mx.reporter.example (mx.reporter.example [198.51.100.66]) by mx.reporter.example with ESMTP id 0; Tue, 03 Feb 2026 08:00:00 +0100';

describe('deriveClaims', () => {
  it('fills in all four from the hand-over and the delivery', () => {
    expect(derive(['Return-Path: <bounce@shop.example>', HANDOVER])).toEqual({
      sourceIp: '192.0.2.7',
      arrivalDate: '2026-02-03T08:59:00Z',
      originalMailFrom: 'bounce@shop.example',
      originalRcptTo: ['reader@reporter.example'],
      derived: ['arrivalDate', 'originalMailFrom', 'originalRcptTo', 'sourceIp'],
    });
  });

  it('leaves what is stated alone and does not name it', () => {
    const stated = {
      sourceIp: '203.0.113.9',
      originalMailFrom: '',
      originalRcptTo: ['t0ken@reporter.example'],
    };
    expect(derive(['Return-Path: <bounce@shop.example>', HANDOVER], stated)).toEqual({
      ...stated,
      arrivalDate: '2026-02-03T08:59:00Z',
      derived: ['arrivalDate'],
    });
  });

  it('gives the same object where everything is stated, nothing can be said or nothing may be', () => {
    const report = emptyReport('abuse');
    expect(deriveClaims(report, null)).toBe(report);
    const { message } = readReportedMessage(embeddedMessage(Buffer.from(`${HANDOVER}\r\n\r\n`)), 'message');
    const restricted = { ...report, isRestricted: true };
    expect(deriveClaims(restricted, message)).toBe(restricted);
    expect(derive(['Subject: nothing else']).derived).toEqual([]);
  });

  it('keeps the null sender apart from an unknown one', () => {
    expect(derive(['Return-Path: <>', HANDOVER]).originalMailFrom).toBe('');
    expect(derive([HANDOVER]).originalMailFrom).toBeNull();
  });

  it('passes the hops inside the reporter and stops at the hand-over, whatever is written below', () => {
    const inside = [
      'Received: from filter.reporter.example ([10.0.0.7]) by store.reporter.example; Tue, 03 Feb 2026 10:00:00 +0100',
      'Received: from edge.reporter.example (edge.reporter.example [203.0.113.5]) by filter.reporter.example; Tue, 03 Feb 2026 09:59:30 +0100',
    ];
    expect(derive([...inside, HANDOVER, FORGED]).sourceIp).toBe('192.0.2.7');
    expect(derive([HANDOVER, 'Return-Path: <forged@other.example>', FORGED]).originalMailFrom).toBeNull();
  });

  it('knows a house by its registered domain, also below the registry of a country', () => {
    const hop = (from: string, ip: string, by: string): string =>
      `Received: from ${from} (${from} [${ip}]) by ${by} with ESMTP; Tue, 03 Feb 2026 09:59:00 +0100`;
    const outside = hop('out.provider.co.example', '192.0.2.7', 'in.abc.co.example');
    expect(derive([hop('in.abc.co.example', '203.0.113.5', 'mx.abc.co.example'), outside]).sourceIp).toBe(
      '192.0.2.7',
    );
    expect(derive([hop('in.abc.example', '203.0.113.5', 'mx.abc.example'), outside]).sourceIp).toBe(
      '192.0.2.7',
    );
  });

  it('says nothing where a client merely greets with a name of the reporter', () => {
    const greeting =
      'Received: from mail.reporter.example ([192.0.2.7]) by mx.reporter.example with ESMTP id 2; Tue, 03 Feb 2026 09:59:00 +0100';
    expect(derive([greeting, FORGED]).sourceIp).toBeNull();
    expect(
      derive([
        greeting,
        'Authentication-Results: spf=pass (sender IP is 198.51.100.66) smtp.mailfrom=a@b.example',
        FORGED,
      ]),
    ).toMatchObject({ sourceIp: null, originalMailFrom: null });
    expect(
      derive([
        greeting,
        'Authentication-Results: spf=pass (sender IP is 192.0.2.7) smtp.mailfrom=a@b.example',
        FORGED,
      ]),
    ).toMatchObject({ sourceIp: '192.0.2.7', originalMailFrom: 'a@b.example' });
  });

  it('reads the results above the trace, and Received-SPF', () => {
    expect(
      derive([
        'Received-SPF: Pass (ok) client-ip=2001:db8:0:0::7; envelope-from="a@b.example"; helo=x',
        'Received: by mx.reporter.example; Tue, 03 Feb 2026 09:59:00 +0100',
      ]),
    ).toMatchObject({
      sourceIp: '2001:db8::7',
      originalMailFrom: 'a@b.example',
      arrivalDate: '2026-02-03T08:59:00Z',
    });
  });

  it('takes the recipient that JMRP names, and X-Originating-IP only above the trace', () => {
    expect(derive(['X-HmXmrOriginalRecipient: reader@reporter.example']).originalRcptTo).toEqual([
      'reader@reporter.example',
    ]);
    expect(
      derive([
        'X-Originating-IP: [192.0.2.7]',
        'Received: by mx.reporter.example; Tue, 03 Feb 2026 09:59:00 +0100',
      ]).sourceIp,
    ).toBe('192.0.2.7');
    expect(
      derive([
        'Received: by mx.reporter.example; Tue, 03 Feb 2026 09:59:00 +0100',
        'X-Originating-IP: [192.0.2.7]',
      ]).sourceIp,
    ).toBeNull();
    expect(derive(['X-Originating-IP: [10.1.2.3]']).sourceIp).toBeNull();
  });

  it.each(['x', '<x>', 'REDACTED', 'redacted@reporter.example', 'xxxx@reporter.example', '<>'])(
    'takes %s for nobody',
    (blot) => {
      expect(derive([`Delivered-To: ${blot}`]).originalRcptTo).toEqual([]);
    },
  );

  it('takes a token of RFC 6590 for somebody', () => {
    const token = '5f4dcc3b5aa765d61d8327deb882cf99@reporter.example';
    expect(derive([`Delivered-To: ${token}`]).originalRcptTo).toEqual([token]);
  });
});
