// Mail that is no machine-readable complaint: every kind has its mail and its expected reading side by side, in the folder
// of its format. What an expectation names must be equal; the texts of candidates are not repeated in each.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { MAIL_LIMITS } from '../mime/limits';
import { readReport } from './read-report';

interface Expected {
  title: string;
  outcome: string;
  format?: string;
  facts?: Record<string, unknown>;
}

const folders = ['dsn', 'other-mail', 'generic'];
const files = folders.flatMap((folder) => {
  const home = path.resolve(import.meta.dirname, '..', folder, 'fixtures');
  const names = readdirSync(home).filter((name) => name.endsWith('.eml'));
  return names.map((name) => ({ folder, name, file: path.join(home, name) }));
});

function expectedOf(file: string): Expected {
  return JSON.parse(readFileSync(file.replace(/\.eml$/, '.json'), 'utf8')) as Expected;
}

describe('mail that is no machine-readable complaint', () => {
  it('has mails for every format', () => expect(files.length).toBeGreaterThanOrEqual(38));

  it.each(files.map(({ folder, name, file }) => [folder, name, expectedOf(file).title, file]))(
    '%s/%s: %s',
    (_folder, _name, _title, file) => {
      const { title: _, facts, ...expected } = expectedOf(file);
      const read = readReport(readFileSync(file));
      expect(read).toMatchObject(expected);
      if (facts !== undefined) expect('facts' in read ? read.facts : null).toEqual(facts);
      if ('findings' in expected) {
        expect('findings' in read ? read.findings : null).toEqual(
          (expected as { findings: unknown }).findings,
        );
      }
    },
  );
});

const head = 'From: a@example.net\r\nSubject: x\r\nMIME-Version: 1.0\r\n';

describe('hostile text', () => {
  it.each([
    ['words without end', 'a@'.repeat(2_000_000)],
    ['brackets', '[(.'.repeat(500_000)],
    ['dots', '1.'.repeat(1_000_000)],
    ['colons', ':'.repeat(1_000_000)],
    ['quotes', '> '.repeat(800_000)],
    ['header lines without end', 'From: x\n'.repeat(200_000)],
    ['code lines', 'code code code\n'.repeat(100_000)],
  ])('%s end as text of bounded length', (_name, body) => {
    const read = readReport(Buffer.from(`${head}Content-Type: text/plain\r\n\r\n${body}`));
    expect(['candidate', 'not-a-report', 'broken']).toContain(read.outcome);
    if (read.outcome === 'candidate') {
      expect(read.text?.length ?? 0).toBeLessThanOrEqual(MAIL_LIMITS.candidateTextChars);
      expect(read.findings.length).toBeLessThanOrEqual(202);
    }
  });

  it.each([
    ['tags', '<div>'.repeat(500_000)],
    ['opened comments', '<!--'.repeat(500_000)],
    ['scripts that never end', '<script>'.repeat(400_000)],
    ['attributes', `<a ${'href='.repeat(300_000)}>`],
    ['entities', '&#x10ffff;&amp'.repeat(200_000)],
    ['tags that never close', '<a'.repeat(800_000)],
  ])('HTML of %s ends', (_name, body) => {
    const read = readReport(Buffer.from(`${head}Content-Type: text/html\r\n\r\n${body}`));
    expect(['candidate', 'not-a-report', 'broken']).toContain(read.outcome);
  });

  it('a notification for ten thousand recipients keeps fifty and counts the rest', () => {
    const one = 'Final-Recipient: rfc822; a@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n';
    const read = readReport(
      Buffer.from(
        `${head}Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x.example.net\r\n\r\n${one.repeat(2_500)}--b--\r\n`,
      ),
    );
    if (read.outcome !== 'other-mail') throw new Error(read.outcome);
    expect(read.facts['recipients']).toHaveLength(50);
    expect(read.facts['omittedRecipients']).toBe(2_450);
  });
});
