import { describe, expect, it } from 'vitest';
import { accountToName, isReadyToConfirm, readCandidateFacts } from './candidate-facts';
import { readKeptFacts } from './kept-facts';

const brief = (stored: Record<string, unknown>) =>
  readKeptFacts(stored)
    .filter(({ isBrief }) => isBrief)
    .map(({ name, value }) => [
      name,
      'text' in value ? value.text : 'code' in value ? value.code : value.type,
    ]);

describe('the facts of kept mail', () => {
  it('name recipient and status of a delivery report, the first one in the list', () => {
    const recipient = {
      recipient: 'a@example.net',
      action: 'failed',
      status: '5.1.1',
      remoteMta: null,
      diagnostic: 'x',
    };
    const stored = {
      recipients: [recipient, { ...recipient, recipient: 'b@example.net' }],
      reportingMta: 'mx.example',
    };
    expect(brief(stored)).toEqual([
      ['recipient', 'a@example.net'],
      ['status', '5.1.1'],
      ['action', 'failed'],
    ]);
    const values = readKeptFacts(stored).map(({ value }) => ('text' in value ? value.text : null));
    expect(values).toContain('b@example.net');
    expect(values).toContain('mx.example');
  });

  it('name domain, submitter and period of an aggregate report', () => {
    const period = { begin: '2026-11-20T00:00:00Z', end: '2026-11-21T00:00:00Z' };
    expect(brief({ domain: 'example.com', submitter: 'freipost.example', ...period, reportId: '1' })).toEqual(
      [
        ['domain', 'example.com'],
        ['submitter', 'freipost.example'],
        ['period', 'period'],
      ],
    );
  });

  it('leave out what has another shape', () => {
    expect(readKeptFacts(null)).toEqual([]);
    const odd = {
      loop: 7,
      codes: 'x',
      links: [1],
      recipients: [{}],
      begin: 'soon',
      end: null,
      domain: ' ',
      findings: {},
    };
    expect(readKeptFacts(odd)).toEqual([]);
  });
});

describe('the facts of a mail to check', () => {
  const stored = {
    reporter: 'freipost.example',
    trust: 'signed',
    findings: [
      { kind: 'ip', value: '192.0.2.7' },
      { kind: 'mailbox', value: 'info@example.com' },
    ],
    suggestedAccount: null,
    attribution: { rung: 'none', verdict: 'unattributed' },
    reported: {
      from: '=?utf-8?Q?M=C3=BCller?= <a@example.com>',
      subject: 'Angebot',
      date: 'Fri, 20 Nov 2026 10:00:00 +0100',
    },
  };

  it('are read as they were written; without a suggestion the account wants a word', () => {
    const facts = readCandidateFacts(stored);
    const reported = {
      from: 'Müller <a@example.com>',
      subject: 'Angebot',
      date: new Date('2026-11-20T09:00:00Z'),
    };
    expect(facts).toEqual({ ...stored, reported, feedbackType: null });
    expect(isReadyToConfirm(facts)).toBe(false);
    expect(accountToName(facts)).toBe('info@example.com');
  });

  it('suggest the account that the ladder found', () => {
    const facts = readCandidateFacts({ ...stored, suggestedAccount: 'web@example.com' });
    expect(isReadyToConfirm(facts)).toBe(true);
    expect(accountToName(facts)).toBe('web@example.com');
  });

  it('need no account where the reports are filed already', () => {
    expect(isReadyToConfirm(readCandidateFacts({ feedbackType: 'miscategorized' }))).toBe(true);
  });

  it('are unknown where nothing was stored', () => {
    expect(readCandidateFacts(null)).toMatchObject({
      reporter: null,
      trust: null,
      findings: [],
      reported: null,
    });
  });
});
