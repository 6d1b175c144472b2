// A queue id in our own Received line, held against the log: what it proves, across relays and content filters, and what
// a forger, a wrong clock or a reused id does to it.

import { describe, expect, it } from 'vitest';
import type { LogCoverage } from '@/lib/maillog-lookup/types';
import {
  ask,
  codes,
  hour,
  logOf,
  mail,
  minute,
  received,
  sent,
  short,
  submission,
  wholeDay,
} from './testing/log-case';

describe('a queue id of ours that the log confirms', () => {
  it('names who logged in, at full weight, with the lines that prove it', async () => {
    const result = await ask(logOf(submission), mail([received]));
    expect(short(result)).toBe('log-queue-id, sent-by-account, mailbox anna@kunde.example, 1');
    expect(result).toMatchObject({ queueId: '4jWzdS1wk8zL51j', clientIp: '203.0.113.7' });
    const [head, ...lines] = result.evidence.filter((line) => line.rung === 'log-queue-id');
    expect(head).toMatchObject({
      code: 'log-authenticated',
      field: 'mail1 4jWzdS1wk8zL51j',
      value: 'anna@kunde.example, 203.0.113.7 port 50123 (pc.example)',
      holds: true,
    });
    expect(lines.map((line) => line.code)).toEqual(Array(4).fill('log-line'));
    expect(lines[0]?.value).toContain('sasl_username=Anna@Kunde.example');
    expect(result.evidence.filter((line) => line.code === 'log-line')).toHaveLength(4);
  });

  it('goes before what the line itself says: the login in the log is the one that was authenticated', async () => {
    const forged = received.replace('sender: anna', 'sender: victim');
    const result = await ask(logOf(submission), mail([forged]));
    expect(result.account?.login).toBe('anna@kunde.example');
  });

  it.each([
    ['five minutes ahead', '17:31:20 +0100', true],
    ['five minutes behind', '17:21:20 +0100', true],
    ['eight minutes ahead', '17:34:20 +0100', false],
  ])('bears clocks that are %s', async (_, time, isConfirmed) => {
    const result = await ask(
      logOf(submission),
      mail([received.replace('17:26:20 +0100', time)], { messageId: null }),
    );
    expect(result.verdict).toBe(isConfirmed ? 'sent-by-account' : 'forged');
  });

  it('does not cross days: a short id that was used again the day before is another mail', async () => {
    const shortId = (text: string): string => text.replaceAll('4jWzdS1wk8zL51j', '0F5383D');
    const yesterday = shortId(submission)
      .replaceAll('Nov 21', 'Nov 20')
      .replace('Anna@Kunde.example', 'berta@kunde.example')
      .replace('m1@pc7', 'm0@pc7');
    const result = await ask(logOf(yesterday, shortId(submission)), mail([shortId(received)]));
    expect(result.account?.login).toBe('anna@kunde.example');
    const alone = await ask(logOf(yesterday), mail([shortId(received)]));
    expect(alone).toMatchObject({ verdict: 'forged', factor: 0 });
  });

  it('in a mail with another Message-ID confirms nothing: the line was copied', async () => {
    const result = await ask(logOf(submission), mail([received], { messageId: '<other@forger.example>' }));
    expect(short(result)).toBe('own-received, claimed, mailbox anna@kunde.example, 0.6');
    expect(codes(result)).toContain('log-message-id-differs');
  });

  it.each(['<x>', '<sp__________________________7@pc7.example>'])(
    'in a mail whose Message-ID was written over (%s) is confirmed by host and time',
    async (messageId) => {
      const result = await ask(logOf(submission), mail([received], { messageId }));
      expect(result.verdict).toBe('sent-by-account');
    },
  );

  it('is another server’s where the host differs and nothing else agrees', async () => {
    const other = submission.replaceAll('mail1', 'mail2').replace('203.0.113.7', '203.0.113.8');
    const coverage = [...wholeDay, { host: 'mail2', from: sent - 72 * hour, to: sent + 12 * hour }];
    const result = await ask(logOf(other), mail([received], { messageId: null }), { coverage });
    expect(result).toMatchObject({ verdict: 'forged', factor: 0 });
    expect(codes(result)).toContain('log-host-differs');
  });

  it('leads through a content filter back to who sent it', async () => {
    const filtered = `${submission.split('\n').slice(0, 3).join('\n')}
Nov 21 17:26:21 mail1 postfix/smtpd[500]: 4jWzdT2wk8zL51k: client=localhost[127.0.0.1]
Nov 21 17:26:21 mail1 postfix/cleanup[528]: 4jWzdT2wk8zL51k: message-id=<m1@pc7.example>
Nov 21 17:26:21 mail1 postfix/smtp[744]: 4jWzdS1wk8zL51j: to=<a@example.net>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4jWzdT2wk8zL51k)
Nov 21 17:26:22 mail1 postfix/smtp[745]: 4jWzdT2wk8zL51k: to=<a@example.net>, relay=mx.example.net[192.0.2.9]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (250 ok)
`;
    const back =
      'from localhost (localhost [127.0.0.1]) by mail1.mail.example.com (Postfix) with ESMTP id 4jWzdT2wk8zL51k; Sat, 21 Nov 2026 17:26:21 +0100';
    expect(short(await ask(logOf(filtered), mail([back])))).toBe(
      'log-queue-id, sent-by-account, mailbox anna@kunde.example, 1',
    );
  });
});

describe('a mail that a relay of ours passed on', () => {
  const relayed = `Nov 21 17:26:22 out1 postfix/smtpd[441]: 4jWzdR9wk8zL51r: client=mail1.mail.example.com[198.51.100.5]
Nov 21 17:26:22 out1 postfix/cleanup[528]: 4jWzdR9wk8zL51r: message-id=<m1@pc7.example>
Nov 21 17:26:23 out1 postfix/smtp[744]: 4jWzdR9wk8zL51r: to=<a@example.net>, relay=mx.example.net[192.0.2.9]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (250 ok)
`;
  const hops = [
    'from mail1.mail.example.com (mail1.mail.example.com [198.51.100.5]) by out1.mail.example.com (Postfix) with ESMTPS id 4jWzdR9wk8zL51r; Sat, 21 Nov 2026 17:26:22 +0100',
    received,
  ];
  const out1: LogCoverage = { host: 'out1', from: sent - 72 * hour, to: sent + 12 * hour };

  it('is whose login the server before it noted', async () => {
    const result = await ask(logOf(submission, relayed), mail(hops), { coverage: [...wholeDay, out1] });
    expect(short(result)).toBe('log-queue-id, sent-by-account, mailbox anna@kunde.example, 1');
  });

  it('waits for the log of the server before it, then is a claim that is looked at again', async () => {
    const mail1: LogCoverage = { host: 'mail1', from: sent - 72 * hour, to: sent - minute };
    const asked = { coverage: [mail1, out1], receivedAt: sent + 2 * minute };
    const early = await ask(logOf(relayed), mail(hops), { ...asked, now: sent + 3 * minute });
    expect([early.verdict, early.factor, early.wait?.host]).toEqual(['waiting', 0, 'mail1']);
    expect(codes(early)).toContain('log-relayed');
    const late = await ask(logOf(relayed), mail(hops), { ...asked, now: sent + 17 * minute });
    expect(short(late)).toBe('own-received, claimed, mailbox anna@kunde.example, 0.6');
    expect(late.wait?.host).toBe('mail1');
  });

  it('is a claim where the server before it has no log', async () => {
    const result = await ask(logOf(relayed), mail(hops), { coverage: [out1] });
    expect(short(result)).toBe('own-received, claimed, mailbox anna@kunde.example, 0.6');
    expect(result.wait).toBeNull();
  });
});
