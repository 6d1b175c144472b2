// Mail about sexual abuse of children goes aside whether its document is valid or not.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

import { readReport } from '@/lib/formats/read-report';
import { restrictedReason } from './judge-restricted';

function reasonOf(fixture: string) {
  const file = path.join(import.meta.dirname, '../xarf/json/fixtures', `${fixture}.eml`);
  return restrictedReason(readReport(readFileSync(file)));
}

describe('restrictedReason', () => {
  it.each([
    ['a valid report of version 4', '009', 'content/csam'],
    ['a valid report of version 3', '015', 'content/csam'],
    ['a faulty document', '028', 'content/csem'],
    ['JSON that ends in the middle', '029', 'content/csam'],
  ])('%s is set apart', (_, fixture, category) => {
    expect(reasonOf(fixture)).toEqual({ category, hotline: null });
  });

  it.each([
    ['a valid report about something else', '001'],
    ['a faulty document about something else', '026'],
  ])('%s is not', (_, fixture) => expect(reasonOf(fixture)).toBeNull());
});

describe('a hotline’s mail', () => {
  // The hotlines' names are data of the product; no mail is sent to them.
  const reason = (lines: string[]) => restrictedReason(readReport(Buffer.from(lines.join('\n'))));
  const notice = ['Subject: Notice', '', 'https://shop.example/page at 192.0.2.7'];
  const enclosed = (part: string[]): string[] => [
    'From: noc@example.org',
    'Subject: Fwd: Notice',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: message/rfc822',
    '',
    ...part,
    '--b--',
  ];

  it.each([
    ['itself', ['From: report@iwf.org.uk', ...notice]],
    ['with a second From', ['From: report@iwf.org.uk', 'From: a@example.org', ...notice]],
    ['through a list', ['Return-Path: <bounce@iwf.org.uk>', 'From: list@example.org', ...notice]],
    ['passed on by a person', enclosed(['From: report@iwf.org.uk', ...notice])],
    [
      'passed on inside a text',
      ['From: noc@example.org', '', 'From: report@iwf.org.uk', 'Date: today', ...notice],
    ],
  ])('is set apart %s', (_, lines) =>
    expect(reason(lines)).toEqual({ category: null, hotline: 'iwf.org.uk' }),
  );

  it('that a machine reports as spam is not, or a spammer’s From would keep his mail from counting', () => {
    const arf = enclosed(['From: report@iwf.org.uk', ...notice]).join('\n');
    const report = arf.replace(
      '--b\n',
      '--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: x\nVersion: 1\n\n--b\n',
    );
    expect(readReport(Buffer.from(report))).toMatchObject({ outcome: 'report' });
    expect(restrictedReason(readReport(Buffer.from(report)))).toBeNull();
  });
});
