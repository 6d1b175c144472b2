// The command line reader: one JSON object a line, 2 only where a file cannot be read.

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const fixture = 'lib/arf/fixtures/002.eml';
const noReport = 'lib/arf/fixtures/not/plain-mail.eml';
const broken = 'lib/arf/fixtures/not/broken.feedback-type-missing.eml';

function parse(...files: string[]) {
  const args = ['--import', 'tsx', 'scripts/parse.ts', ...files];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const lines = stdout.split('\n').filter(Boolean);
  return { status, stderr, rows: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('parse', () => {
  it('prints every outcome and ends with 0', { timeout: 30_000 }, () => {
    const { status, rows } = parse(fixture, noReport, broken);
    expect(status).toBe(0);
    expect(rows[0]).toMatchObject({
      file: fixture,
      outcome: 'report',
      format: 'arf',
      report: { feedbackType: 'abuse', sourceIp: '192.0.2.7', sourcePort: 40_321, incidents: 3 },
      originalMessage: { present: true, messageId: '<m1@shop.example>', subject: 'Sonderangebot' },
    });
    expect(rows[1]).toEqual({ file: noReport, outcome: 'not-a-report', format: null });
    expect(rows[2]).toEqual({
      file: broken,
      outcome: 'broken',
      format: 'arf',
      reason: 'feedback-type-missing',
    });
  });

  it('names an unreadable file, prints the others and ends with 2', { timeout: 30_000 }, () => {
    const { status, rows, stderr } = parse('no-such-file.eml', noReport, 'lib');
    expect(status).toBe(2);
    expect(rows.map((row) => row.file)).toEqual([noReport]);
    expect(stderr).toBe('no-such-file.eml: ENOENT\nlib: EISDIR\n');
  });
});
