// What a hole in the log, and a log that lags behind the others, do to what is said of a mail.

import { describe, expect, test } from 'vitest';
import { MemoryMailLog } from '@/lib/maillog-lookup/testing/memory-lookup';
import type { LogCoverage } from '@/lib/maillog-lookup/types';
import { attribute } from './ladder';
import { logCluesOf, logQuestionsOf } from './log-clues';
import { buildOwnNetwork } from './own-network';
import type { AttributionResult } from './types';

const policy = { attribution: { queueId: 1, messageId: 0.9, claim: 0.6, senderOnly: 0.3 } };
const network = buildOwnNetwork([
  { kind: 'domain', value: 'kunde.example' },
  { kind: 'host', value: '.mail.example.com' },
]);
const minute = 60_000;
const hour = 60 * minute;
const sent = Date.UTC(2026, 10, 21, 16, 26, 20);
const log = (host: string, more: Partial<LogCoverage> = {}): LogCoverage => ({
  ...{ host, from: sent - 72 * hour, to: sent + 12 * hour },
  ...more,
});
const around = (minutes: number) => ({ from: sent - minutes * minute, to: sent + minutes * minute });
const short = ({ rung, verdict, factor }: AttributionResult): string => `${rung}, ${verdict}, ${factor}`;
const code = (result: AttributionResult, wanted: string) =>
  result.evidence.find((line) => line.code === wanted)?.value;

const received =
  'from pc7 (pc.example [203.0.113.7]) (Authenticated sender: anna@kunde.example) by mail1.mail.example.com (Postfix) with ESMTPSA id 4jWzdS1wk8zL51j; Sat, 21 Nov 2026 17:26:20 +0100';
const submission = (host: string, id: string): string =>
  `2026-11-21T16:26:20+00:00 ${host} postfix/submission/smtpd[441]: ${id}: client=pc.example[203.0.113.7]:50123, sasl_method=PLAIN, sasl_username=anna@kunde.example
2026-11-21T16:26:20+00:00 ${host} postfix/cleanup[528]: ${id}: message-id=<m1@pc7.example>
2026-11-21T16:26:21+00:00 ${host} postfix/smtp[744]: ${id}: to=<a@example.net>, relay=mx.example.net[192.0.2.9]:25, delay=1, delays=0/0/0/1, dsn=2.0.0, status=sent (250 ok)
`;

interface Asked {
  lines?: string;
  coverage: LogCoverage[];
  hasHop?: boolean;
}

async function ask({ lines = '', coverage, hasHop = true }: Asked): Promise<AttributionResult> {
  const memory = new MemoryMailLog().add(lines, { reference: new Date(sent + hour) });
  const own = hasHop ? [received] : [];
  const reported = {
    ...{ kind: 'message' as const, messageId: '<m1@pc7.example>', from: null, to: null, subject: null },
    ...{ date: null, subjectText: null, fromAddress: 'anna@kunde.example', sentAt: null },
    ...{ returnPath: 'anna@kunde.example', received: own, listUnsubscribe: false, feedbackId: null },
    ...{ headers: [], receivedCount: own.length, dkimDomains: [] },
  };
  const input = { reported, sourceIp: null, sourcePort: null, arrivalDate: null, originalMailFrom: null };
  const receivedAt = new Date(sent + hour);
  const clues = logCluesOf(
    { input, recipients: ['a@example.net'], receivedAt, mailDate: new Date(sent) },
    network,
  );
  const questions = logQuestionsOf(clues);
  const byMessageId = questions.messageId === null ? [] : await memory.findByMessageId([questions.messageId]);
  const answers = {
    byQueueId: (await memory.findByQueueId(questions.queueIds)).flat(),
    byMessageId: byMessageId.flat(),
    byClient: [],
  };
  const now = receivedAt.getTime();
  return attribute(input, network, policy, { clues, answers, coverage, now, waitMs: 15 * minute });
}

describe('a mail that the log does not know', () => {
  test('is forged where the log has no hole', async () => {
    expect(short(await ask({ coverage: [log('mail1')] }))).toBe('own-received, forged, 0');
  });

  test('is not checkable where the log has a hole at its time: a claim, with words why', async () => {
    const result = await ask({ coverage: [log('mail1', { holes: [around(30)] })] });
    expect(short(result)).toBe('own-received, no-longer-checkable, 0.6');
    expect(code(result, 'log-hole')).toBe('mail1 2026-11-21T15:56:20.000Z – 2026-11-21T16:56:20.000Z');
    expect(result.wait).toBeNull();
  });

  test.each([
    ['ends seven minutes before it', -60, -7, 'forged'],
    ['ends five minutes before it, as far as clocks may differ', -60, -5, 'no-longer-checkable'],
    ['begins five minutes after it', 5, 60, 'no-longer-checkable'],
    ['begins seven minutes after it', 7, 60, 'forged'],
  ])('and a hole that %s', async (_, from, to, verdict) => {
    const holes = [{ from: sent + from * minute, to: sent + to * minute }];
    expect((await ask({ coverage: [log('mail1', { holes })] })).verdict).toBe(verdict);
  });

  test('asks only the log of the server it names, of all servers where it names none', async () => {
    const coverage = [log('mail1'), log('mail2', { holes: [around(30)] })];
    expect((await ask({ coverage })).verdict).toBe('forged');
    expect(short(await ask({ coverage, hasHop: false }))).toBe('envelope, no-longer-checkable, 0.3');
  });

  test('waits first where another log has still to come', async () => {
    const coverage = [log('mail1', { holes: [around(30)] }), log('mail2', { to: sent - hour })];
    const result = await ask({ coverage, hasHop: false });
    expect(result.wait).toMatchObject({ host: 'mail2' });
  });
});

describe('a mail that the log knows', () => {
  const lines = submission('mail2', '4jWzdT2wk8zL52k');

  test('by its Message-ID is settled where every log has come', async () => {
    const result = await ask({ lines, coverage: [log('mail1'), log('mail2')], hasHop: false });
    expect(short(result)).toBe('log-message-id, sent-by-account, 0.9');
    expect(result.wait).toBeNull();
  });

  test('by its Message-ID holds while another log lags, and is read again when that has come', async () => {
    const coverage = [log('mail1', { to: sent - 2 * hour }), log('mail2')];
    const result = await ask({ lines, coverage, hasHop: false });
    expect(short(result)).toBe('log-message-id, sent-by-account, 0.9');
    expect(result.wait).toMatchObject({ host: 'mail1', logTo: new Date(sent + 6 * minute) });
    expect(code(result, 'log-behind')).toBe('mail1 2026-11-21T14:26:20.000Z');
  });

  test('does not wait for a server that has been silent for a day', async () => {
    const coverage = [log('mail1', { to: sent - 20 * hour }), log('mail2')];
    expect((await ask({ lines, coverage, hasHop: false })).wait).toBeNull();
  });

  test('by its queue id needs no other log', async () => {
    const own = submission('mail1', '4jWzdS1wk8zL51j');
    const result = await ask({ lines: own, coverage: [log('mail1'), log('mail2', { to: sent - hour })] });
    expect(short(result)).toBe('log-queue-id, sent-by-account, 1');
    expect(result.wait).toBeNull();
  });
});
