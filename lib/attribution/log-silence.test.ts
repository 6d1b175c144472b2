// A log that does not know the mail, or has not reached it yet, or tells times twice or without a year.

import { describe, expect, it } from 'vitest';
import { MemoryMailLog } from '@/lib/maillog-lookup/testing/memory-lookup';
import { ask, codes, hour, logOf, mail, minute, received, sent, short, submission } from './testing/log-case';

describe('a mail that the log does not know', () => {
  it('is forged where it claims to be ours, and weighs nothing', async () => {
    const result = await ask(logOf(), mail([received]));
    expect(short(result)).toBe('own-received, forged, mailbox anna@kunde.example, 0');
    expect(codes(result)).toContain('log-silent');
  });

  it('did not go through us where it claims nothing', async () => {
    const foreign = mail([], { fromAddress: 'x@example.org', returnPath: 'x@example.org' });
    expect(short(await ask(logOf(), foreign))).toBe('none, not-through-us, nobody, 0');
  });

  it('stays a joe job where its address says so', async () => {
    const result = await ask(logOf(), mail([]), { input: { sourceIp: '203.0.113.99' } });
    expect(result).toMatchObject({ verdict: 'joe-job', factor: 0 });
  });

  it('cannot be checked any more where the log begins later, and stays a claim', async () => {
    const coverage = [{ host: 'mail1', from: sent + minute, to: sent + 12 * hour }];
    expect(short(await ask(logOf(), mail([received]), { coverage }))).toBe(
      'own-received, no-longer-checkable, mailbox anna@kunde.example, 0.6',
    );
  });

  it('says nothing where the log of that server is not connected', async () => {
    const coverage = [{ host: 'mail9', from: sent - hour, to: sent + 12 * hour }];
    const result = await ask(logOf(), mail([received]), { coverage });
    expect(short(result)).toBe('own-received, claimed, mailbox anna@kunde.example, 0.6');
    expect(codes(result)).toContain('log-host-unknown');
  });

  it('says nothing where the mail has no key to ask by', async () => {
    const result = await ask(logOf(), mail([], { messageId: null }));
    expect(short(result)).toBe('envelope, claimed, mailbox anna@kunde.example, 0.3');
    expect(codes(result)).toContain('log-nothing-to-ask');
  });

  it('waits while the log is behind, no longer than it was told to', async () => {
    const coverage = [{ host: 'mail1', from: sent - hour, to: sent - minute }];
    const receivedAt = sent + 2 * minute;
    const early = await ask(logOf(), mail([received]), { coverage, receivedAt, now: sent + 10 * minute });
    expect(early).toMatchObject({ verdict: 'waiting', factor: 0, account: { login: 'anna@kunde.example' } });
    expect(early.wait).toEqual({
      host: 'mail1',
      logTo: new Date(sent + 6 * minute),
      until: new Date(sent + 17 * minute),
    });
    const late = await ask(logOf(), mail([received]), { coverage, receivedAt, now: sent + 17 * minute });
    expect(short(late)).toBe('own-received, claimed, mailbox anna@kunde.example, 0.6');
    expect(codes(late)).toContain('log-missing');
    expect(late.wait).toEqual(early.wait);
  });
});

describe('times that are written twice or without a year', () => {
  const at = (text: string, line: string): string => text.replaceAll('Nov 21 17:26:2', line);

  it('October’s double hour: a log read an hour off is the same mail by its Message-ID', async () => {
    // 02:26:20 comes twice on 25 October 2026; a log that begins within says not which.
    const lines = at(submission, 'Oct 25 02:26:2');
    const log = new MemoryMailLog().add(lines, { reference: new Date('2026-10-26T00:00:00Z') });
    const read = log.transactions[0]?.firstAt ?? 0;
    for (const zone of ['+0200', '+0100']) {
      const reported = mail([received.replace('21 Nov 2026 17:26:20 +0100', `25 Oct 2026 02:26:20 ${zone}`)]);
      const coverage = [{ host: 'mail1', from: read - 48 * hour, to: read + 12 * hour }];
      const result = await ask(log, reported, {
        coverage,
        receivedAt: read + 4 * hour,
        now: read + 5 * hour,
      });
      expect(short(result)).toBe('log-queue-id, sent-by-account, mailbox anna@kunde.example, 1');
    }
  });

  it('October’s double hour: without a Message-ID an hour off proves nothing, and is no forgery', async () => {
    for (const [off, is] of [
      [hour, 'own-received, claimed, mailbox anna@kunde.example, 0.6'],
      [2 * hour, 'own-received, forged, mailbox anna@kunde.example, 0'],
    ] as const) {
      const date = new Date(sent + off).toUTCString().replace('GMT', '+0000');
      const reported = mail([received.replace('Sat, 21 Nov 2026 17:26:20 +0100', date)], { messageId: null });
      const result = await ask(logOf(submission), reported, {
        receivedAt: sent + 3 * hour,
        now: sent + 3 * hour,
      });
      expect([short(result), codes(result).includes('log-hour-differs')]).toEqual([is, off === hour]);
    }
  });

  it('New Year: a line of 31 December read in January belongs to the old year', async () => {
    const lines = at(submission, 'Dec 31 23:59:5').replaceAll('23:59:51', '23:59:59');
    const log = new MemoryMailLog().add(lines, { reference: new Date('2027-01-01T08:00:00Z') });
    const newYear = Date.UTC(2026, 11, 31, 22, 59, 50);
    const reported = mail([received.replace('21 Nov 2026 17:26:20', '31 Dec 2026 23:59:50')]);
    const coverage = [{ host: 'mail1', from: newYear - 48 * hour, to: newYear + 9 * hour }];
    const result = await ask(log, reported, {
      coverage,
      receivedAt: newYear + 2 * hour,
      now: newYear + 9 * hour,
    });
    expect(short(result)).toBe('log-queue-id, sent-by-account, mailbox anna@kunde.example, 1');
  });
});
