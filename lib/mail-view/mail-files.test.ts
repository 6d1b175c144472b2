// The files of a mail: which there are, how a hostile name is shown, and that a place leads to the right bytes.

import { describe, expect, it } from 'vitest';
import { fileAt, listFiles } from './mail-files';

function mailOf(...parts: string[][]): Buffer {
  const body = parts.map((lines) => `--b\r\n${lines.join('\r\n')}\r\n`).join('');
  return Buffer.from(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${body}--b--\r\n`);
}

const attached = (name: string, content = 'abc'): string[] => [
  'Content-Type: application/pdf',
  `Content-Disposition: attachment; filename="${name}"`,
  '',
  content,
];

describe('the files of a mail', () => {
  it('are described by name, type, size and digest', () => {
    expect(listFiles(mailOf(['', 'hi'], attached('a.pdf')))).toEqual([
      { index: 0, name: 'a.pdf', type: 'application/pdf', sizeBytes: 3, sha256Prefix: 'ba7816bf8f01cfea' },
    ]);
  });

  it('are everything but the text for people: enclosed mail, machine parts, named text', () => {
    const raw = mailOf(
      ['Content-Type: text/plain', '', 'hi'],
      ['Content-Type: text/html', '', '<p>hi</p>'],
      ['Content-Type: text/plain; name=log.txt', '', 'log'],
      ['Content-Type: text/html', 'Content-Disposition: attachment', '', '<script>1</script>'],
      ['Content-Type: message/rfc822', '', 'Subject: x', '', 'y'],
    );
    expect(listFiles(raw).map(({ name, type }) => [name, type])).toEqual([
      ['log.txt', 'text/plain'],
      [null, 'text/html'],
      [null, 'message/rfc822'],
    ]);
  });

  it.each([
    ['=?utf-8?B?4oCLLmh0YWNjZXNz?=', '‹U+200B›.htaccess'],
    ['=?utf-8?B?cGhvdG/igK5ncGouZXhl?=', 'photo‹U+202E›gpj.exe'],
    ['../../etc/passwd', '../../etc/passwd'],
    ['CON.txt', 'CON.txt'],
  ])('show the name %s with nothing hidden in it', (written, shown) => {
    expect(listFiles(mailOf(attached(written)))[0]?.name).toBe(shown);
  });

  it('show a name that runs on only so far', () => {
    expect(listFiles(mailOf(attached('x'.repeat(9_000))))[0]?.name?.length).toBeLessThanOrEqual(500);
  });

  it('come decoded by their place, an archive as it is', () => {
    const bytes = Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0xff]);
    const zipped = [
      'Content-Type: application/gzip',
      'Content-Transfer-Encoding: base64',
      '',
      bytes.toString('base64'),
    ];
    const raw = mailOf(['', 'hi'], attached('a.pdf'), zipped);
    expect(listFiles(raw).map(({ sizeBytes }) => sizeBytes)).toEqual([3, 5]);
    expect(fileAt(raw, 0)?.toString()).toBe('abc');
    expect(fileAt(raw, 1)).toEqual(bytes);
    expect([fileAt(raw, 2), fileAt(raw, -1), fileAt(Buffer.alloc(0), 0)]).toEqual([null, null, null]);
  });

  it('are none where a mail is beyond the limits of the walker', () => {
    expect(listFiles(mailOf(...Array.from({ length: 2_000 }, () => attached('a.pdf'))))).toEqual([]);
  });
});
