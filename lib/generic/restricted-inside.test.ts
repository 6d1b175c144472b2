// A report about sexual abuse of children shows nothing of itself when somebody passes it on.

import { readReport } from '@/lib/formats/read-report';

import { describe, expect, it } from 'vitest';

const report = (type: string): string => `From: a@example.net
Content-Type: application/json

${JSON.stringify({
  xarf_version: '4.2.0',
  report_id: '7f3e5b0a-1f0f-4f4e-9d3e-0d5a4b1c2d3e',
  timestamp: '2026-11-21T10:00:00Z',
  reporter: { org: 'Example', contact: 'a@example.net', domain: 'example.net' },
  sender: { org: 'Example', contact: 'a@example.net', domain: 'example.net' },
  source_identifier: '192.0.2.7',
  category: 'content',
  type,
  url: 'https://customer.example/secret',
  ...(type === 'csam' ? { classification: 'A1', detection_method: 'manual_review' } : {}),
})}
`;

const passedOn = (inner: string): string => `From: b@example.org
Subject: Fwd
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

See customer.example
--b
Content-Type: message/rfc822

${inner}
--b--
`;

const wrapped = (inner: string, times: number): string =>
  Array.from({ length: times }).reduce<string>(
    (mail, _, i) => passedOn(mail.replaceAll('=b', `=n${i}`).replaceAll('--b', `--n${i}`)),
    inner,
  );

describe('a mail that is passed on', () => {
  it.each([1, 2, 3])('is set apart where it encloses such a report %i deep', (times) => {
    const read = readReport(Buffer.from(wrapped(report('csam'), times)));
    expect(read).toMatchObject({
      outcome: 'candidate',
      findings: [],
      text: null,
      reported: null,
      report: { isRestricted: true, category: 'content/csam', reportedUri: [] },
    });
    expect(JSON.stringify(read)).not.toContain('secret');
  });

  const asFile = passedOn(report('csam')).replace(
    'Content-Type: message/rfc822',
    'Content-Type: application/octet-stream; name="Meldung.eml"',
  );
  const document = report('csam').split('\n\n')[1] ?? '';
  const shown: [string, string][] = [
    ['attached as a file', asFile],
    ['pasted into the text', `From: b@example.org\n\nSee customer.example\n\n${document}`],
    [
      'pasted as a quote and cut',
      `From: b@example.org\n\nSee customer.example\n\n> ${document.slice(0, -20)}`,
    ],
    [
      'pasted below a forwarded header',
      `From: b@example.org\n\nVon: a@example.net\nGesendet: heute\nBetreff: x\n\n${document}`,
    ],
  ];
  it.each(shown)('is set apart where such a report is %s', (_, mail) => {
    const read = readReport(Buffer.from(mail));
    expect(read).toMatchObject({ outcome: 'candidate', findings: [], text: null, reported: null });
    expect(read).toMatchObject({ report: { isRestricted: true } });
  });

  it('is a candidate like any other with a saved mail as a file, or with the bare words', () => {
    const saved = readReport(Buffer.from(asFile.replace('csam', 'phishing')));
    expect(saved).toMatchObject({ reason: 'forwarded-mail', report: { isRestricted: false } });
    const words = readReport(Buffer.from('From: b@example.org\n\n"csam" at customer.example\n'));
    expect(words).toMatchObject({ reason: 'free-text', report: { isRestricted: false } });
  });

  it('is an ordinary candidate with any other report inside', () => {
    const read = readReport(Buffer.from(passedOn(report('phishing'))));
    expect(read).toMatchObject({ outcome: 'candidate', report: { isRestricted: false } });
  });
});
