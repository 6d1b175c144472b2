// What our mail log makes of a reported mail, with lines as Postfix and Exim write them: every verdict, and what a forger,
// a wrong clock, a reused queue id or a silent log does to it.

import { describe, expect, it } from 'vitest';
import type { ConnectionKnowledge } from '@/lib/connections/types';
import type { LogCoverage } from '@/lib/maillog-lookup/types';
import { MemoryMailLog } from '@/lib/maillog-lookup/testing/memory-lookup';
import type { ReportedMessage } from '@/lib/formats/types';
import { attribute } from './ladder';
import { logCluesOf, logQuestionsOf } from './log-clues';
import { arrivalQuestionsOf } from './passed-on';
import { buildOwnNetwork } from './own-network';
import type { AttributionInput, AttributionResult } from './types';

const policy = { attribution: { queueId: 1, messageId: 0.9, claim: 0.6, senderOnly: 0.3 } };
const network = buildOwnNetwork([
  { kind: 'domain', value: 'kunde.example' },
  { kind: 'host', value: '.mail.example.com' },
  { kind: 'range', value: '198.51.100.0/24' },
]);
const minute = 60_000;
const hour = 60 * minute;
const sent = Date.UTC(2026, 10, 21, 16, 26, 20);
const wholeDay: LogCoverage[] = [
  { host: 'mail1', from: sent - 72 * hour, to: sent + 12 * hour },
  { host: 'web3', from: sent - 72 * hour, to: sent + 12 * hour },
];

const submission = `Nov 21 17:26:20 mail1 postfix/submission/smtpd[441]: 4jWzdS1wk8zL51j: client=pc.example[203.0.113.7]:50123, sasl_method=PLAIN, sasl_username=Anna@Kunde.example
Nov 21 17:26:20 mail1 postfix/cleanup[528]: 4jWzdS1wk8zL51j: message-id=<m1@pc7.example>
Nov 21 17:26:20 mail1 postfix/qmgr[397]: 4jWzdS1wk8zL51j: from=<anna@kunde.example>, size=326, nrcpt=1 (queue active)
Nov 21 17:26:21 mail1 postfix/smtp[744]: 4jWzdS1wk8zL51j: to=<a@example.net>, relay=mx.example.net[192.0.2.9]:25, delay=0.9, delays=0.1/0/0.4/0.4, dsn=2.0.0, status=sent (250 ok)
`;
const received =
  'from pc7 (pc.example [203.0.113.7]) (Authenticated sender: anna@kunde.example) by mail1.mail.example.com (Postfix) with ESMTPSA id 4jWzdS1wk8zL51j; Sat, 21 Nov 2026 17:26:20 +0100';

function mail(lines: string[], more: Partial<ReportedMessage> = {}): ReportedMessage {
  return {
    kind: 'message',
    messageId: '<m1@pc7.example>',
    from: null,
    to: null,
    subject: null,
    date: null,
    subjectText: null,
    fromAddress: 'anna@kunde.example',
    returnPath: 'anna@kunde.example',
    sentAt: null,
    received: lines,
    headers: lines.map((value): [string, string] => ['Received', value]),
    listUnsubscribe: false,
    feedbackId: null,
    receivedCount: lines.length,
    dkimDomains: [],
    ...more,
  };
}

interface Asked {
  input?: Partial<AttributionInput>;
  recipients?: string[];
  receivedAt?: number;
  now?: number;
  coverage?: LogCoverage[];
  at?: number;
  connections?: ConnectionKnowledge;
}

async function ask(
  log: MemoryMailLog,
  reported: ReportedMessage,
  asked: Asked = {},
): Promise<AttributionResult> {
  const input: AttributionInput = {
    reported,
    sourceIp: null,
    sourcePort: null,
    arrivalDate: null,
    originalMailFrom: null,
    ...asked.input,
  };
  const receivedAt = new Date(asked.receivedAt ?? sent + hour);
  const source = { input, recipients: asked.recipients ?? ['a@example.net'], receivedAt };
  const clues = logCluesOf({ ...source, mailDate: new Date(asked.at ?? sent) }, network);
  const questions = logQuestionsOf(clues);
  const only = async <Q, T>(q: Q | null, find: (qs: Q[]) => Promise<T[][]>): Promise<T[]> =>
    q === null ? [] : (await find([q])).flat();
  const byQueueId = (await log.findByQueueId(questions.queueIds)).flat();
  const answers = {
    byQueueId,
    arrivals: (await log.findByMessageId(arrivalQuestionsOf(clues, byQueueId))).flat(),
    byMessageId: await only(questions.messageId, (q) => log.findByMessageId(q)),
    byClient: await only(questions.client, (q) => log.findByClient(q)),
  };
  const knowledge = { clues, answers, coverage: asked.coverage ?? wholeDay, waitMs: 15 * minute };
  const known = { ...knowledge, now: asked.now ?? sent + hour };
  return attribute(input, network, policy, known, undefined, asked.connections);
}

const logOf = (...texts: string[]): MemoryMailLog =>
  texts.reduce((log, text) => log.add(text, { reference: new Date(sent + 24 * hour) }), new MemoryMailLog());
const short = ({ rung, verdict, account, factor }: AttributionResult): string =>
  [rung, verdict, account === null ? 'nobody' : `${account.kind} ${account.login}`, factor].join(', ');
const codes = (result: AttributionResult): string[] => result.evidence.map((line) => line.code);

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

describe('a web script', () => {
  const pickup =
    'by web3.mail.example.com (Postfix, from userid 10017) id CF8FA658E0; Sat, 21 Nov 2026 17:26:20 +0100';
  const lines = `Nov 21 17:26:20 web3 postfix/pickup[812]: CF8FA658E0: uid=10017 from=<web17>
Nov 21 17:26:20 web3 postfix/cleanup[528]: CF8FA658E0: message-id=<m1@pc7.example>
`;

  it('is the site’s, under the name that the mail gives the host', async () => {
    expect(short(await ask(logOf(lines), mail([pickup])))).toBe(
      'log-queue-id, sent-by-web-script, site uid10017@web3.mail.example.com, 1',
    );
  });

  it('of Exim is shown with the directory it ran in', async () => {
    const exim = `2026-11-21 17:26:20 cwd=/home/kunde/public_html 3 args: /usr/sbin/sendmail -t -i
2026-11-21 17:26:20 1vMabc-00000001xyz-2AbC <= kunde@web3.mail.example.com U=kunde P=local S=964 id=m1@pc7.example T="Rechnung" for a@example.net
2026-11-21 17:26:21 1vMabc-00000001xyz-2AbC => a@example.net R=dnslookup T=remote_smtp H=mx.example.net [192.0.2.9] C="250 ok"
`;
    const log = new MemoryMailLog().add(exim, { eximHost: 'web3.mail.example.com' });
    const result = await ask(log, mail([]));
    expect(short(result)).toBe('log-message-id, sent-by-web-script, site kunde@web3.mail.example.com, 0.9');
    expect(result.evidence.find((line) => line.code === 'log-local')?.value).toContain(
      '/home/kunde/public_html',
    );
  });
});

describe('a mail that only came through', () => {
  const inbound = `Nov 21 17:26:20 mail1 postfix/smtpd[441]: 0F5383D: client=bot.example.org[203.0.113.99]
Nov 21 17:26:20 mail1 postfix/cleanup[528]: 0F5383D: message-id=<m1@pc7.example>
`;
  const hop =
    'from bot (bot.example.org [203.0.113.99]) by mail1.mail.example.com (Postfix) with ESMTP id 0F5383D; Sat, 21 Nov 2026 17:26:20 +0100';

  it('and was forwarded names the mailbox and weighs nothing against it', async () => {
    const forward = `${inbound}Nov 21 17:26:21 mail1 postfix/smtp[744]: 0F5383D: to=<me@example.net>, orig_to=<info@kunde.example>, relay=mx.example.net[192.0.2.9]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (250 ok)\n`;
    const result = await ask(logOf(forward), mail([hop]));
    expect(short(result)).toBe('log-queue-id, forwarded, mailbox info@kunde.example, 0');
  });

  it('and was forwarded under a rewritten sender names the mailbox of our Received line', async () => {
    const srs = `${inbound}Nov 21 17:26:21 mail1 postfix/qmgr[397]: 0F5383D: from=<SRS0=abcd=AB=example.org=x@kunde.example>, size=326, nrcpt=1 (queue active)
Nov 21 17:26:21 mail1 postfix/smtp[744]: 0F5383D: to=<me@example.net>, relay=mx.example.net[192.0.2.9]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (250 ok)\n`;
    const named = hop.replace('0F5383D;', '0F5383D for <info@kunde.example>;');
    expect(short(await ask(logOf(srs), mail([named])))).toBe(
      'log-queue-id, forwarded, mailbox info@kunde.example, 0',
    );
  });

  describe('and was sent on by a filter of the mailbox, as a local program', () => {
    const delivered = `${inbound}Nov 21 17:26:21 mail1 postfix/lmtp[744]: 0F5383D: to=<anna@kunde.example>, relay=mail1[private/lmtp], delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (250 ok)\n`;
    const redirect = `Nov 21 17:26:22 mail1 postfix/pickup[812]: CF8FA658E0: uid=5000 from=<x@example.org>
Nov 21 17:26:22 mail1 postfix/cleanup[528]: CF8FA658E0: message-id=<m1@pc7.example>
Nov 21 17:26:23 mail1 postfix/smtp[744]: CF8FA658E0: to=<me@example.net>, relay=mx.example.net[192.0.2.9]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (250 ok)
`;
    const pickup =
      'by mail1.mail.example.com (Postfix, from userid 5000) id CF8FA658E0; Sat, 21 Nov 2026 17:26:22 +0100';

    it('names the mailbox, not the user under whom filters run', async () => {
      const result = await ask(logOf(delivered, redirect), mail([pickup, hop]));
      expect(short(result)).toBe('log-queue-id, forwarded, mailbox anna@kunde.example, 0');
      const lines = result.evidence.filter((line) => line.code === 'log-line').map((line) => line.value);
      expect(lines.join()).toMatch(/uid=5000.*bot\.example\.org/s);
    });

    it('names the mailbox also where the report hides the Message-ID that the log knows', async () => {
      const reported = { ...mail([pickup]), messageId: null };
      expect(short(await ask(logOf(delivered, redirect), reported))).toBe(
        'log-queue-id, forwarded, mailbox anna@kunde.example, 0',
      );
      const ofItsOwn = redirect.replace('m1@pc7.example', 'own@mail1.example');
      expect((await ask(logOf(delivered, ofItsOwn), reported)).verdict).toBe('sent-by-web-script');
    });

    it('names nobody where several mailboxes got it', async () => {
      const two = delivered.replace('to=<anna@', 'to=<berta@').split('\n')[2] ?? '';
      const result = await ask(logOf(`${delivered}${two}\n`, redirect), mail([pickup, hop]));
      expect(short(result)).toBe('log-queue-id, forwarded, nobody, 0');
    });

    it('is the program’s own where nothing of its Message-ID came in before it', async () => {
      const earlier = redirect.replaceAll('17:26:2', '17:06:2');
      const reported = mail([pickup.replace('17:26:22', '17:06:22')]);
      expect(short(await ask(logOf(earlier, delivered), reported))).toBe(
        'log-queue-id, sent-by-web-script, site uid5000@mail1.mail.example.com, 1',
      );
      expect((await ask(logOf(redirect), mail([pickup]))).verdict).toBe('sent-by-web-script');
    });
  });

  it('to a mailbox here was not sent through us, whatever its From says', async () => {
    const local = `${inbound}Nov 21 17:26:21 mail1 postfix/lmtp[744]: 0F5383D: to=<anna@kunde.example>, relay=mail1[private/lmtp], delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (250 ok)\n`;
    const result = await ask(logOf(local), mail([hop]));
    expect(short(result)).toBe('log-queue-id, not-through-us, nobody, 0');
  });
});

describe('a Message-ID without a line of ours', () => {
  it('counts with a second key', async () => {
    const result = await ask(logOf(submission), mail([]));
    expect(short(result)).toBe('log-message-id, sent-by-account, mailbox anna@kunde.example, 0.9');
    expect(codes(result)).toEqual(expect.arrayContaining(['log-key-recipient', 'log-key-time']));
  });

  it('alone is no proof, and no forgery either', async () => {
    const result = await ask(logOf(submission), mail([]), {
      recipients: ['x@example.org'],
      at: sent + 5 * hour,
      receivedAt: sent + 6 * hour,
    });
    expect(short(result)).toBe('envelope, claimed, mailbox anna@kunde.example, 0.3');
    expect(codes(result)).toContain('log-without-second-key');
  });

  const second = submission
    .replaceAll('4jWzdS1wk8zL51j', '4jWzdS1wk8zL51x')
    .replace('Anna@Kunde.example', 'berta@kunde.example');

  it('that two accounts sent is ambiguous, with both shown and neither blamed', async () => {
    const result = await ask(logOf(submission, second), mail([]));
    expect(short(result)).toBe('log-message-id, ambiguous, nobody, 0');
    const shown = result.evidence.filter((line) => line.code === 'log-candidate').map((line) => line.value);
    expect(shown.join()).toMatch(/anna@kunde\.example.*berta@kunde\.example/);
  });

  it('that two accounts sent to different places is whose recipient complains', async () => {
    const elsewhere = second.replace('to=<a@example.net>', 'to=<b@example.org>');
    expect((await ask(logOf(submission, elsewhere), mail([]))).account?.login).toBe('anna@kunde.example');
  });

  it('that two accounts sent is the one that a person names', async () => {
    const namedAccount = { kind: 'mailbox', login: 'berta@kunde.example', domain: 'kunde.example' } as const;
    const result = await ask(logOf(submission, second), mail([]), { input: { namedAccount } });
    expect(short(result)).toBe('log-message-id, sent-by-account, mailbox berta@kunde.example, 0.9');
    expect(result.evidence[0]?.code).toBe('named-by-person');
  });
});

describe('a person’s word', () => {
  it('stands against the log, as a claim', async () => {
    const namedAccount = { kind: 'mailbox', login: 'berta@kunde.example', domain: 'kunde.example' } as const;
    const result = await ask(logOf(submission), mail([received]), { input: { namedAccount } });
    expect(short(result)).toBe('by-hand, claimed, mailbox berta@kunde.example, 0.6');
    expect(codes(result)).toContain('log-authenticated');
  });
});

describe('a person’s word, while the log is behind,', () => {
  it('holds at once, and is looked at again when the log has come', async () => {
    const namedAccount = { kind: 'mailbox', login: 'berta@kunde.example', domain: 'kunde.example' } as const;
    const asked = {
      input: { namedAccount },
      receivedAt: sent + 2 * minute,
      coverage: [{ host: 'mail1', from: sent - 72 * hour, to: sent - minute }],
    };
    for (const now of [sent + 3 * minute, sent + 17 * minute]) {
      const result = await ask(logOf(), mail([received]), { ...asked, now });
      expect(short(result)).toBe('by-hand, claimed, mailbox berta@kunde.example, 0.6');
      expect(result.wait?.host).toBe('mail1');
    }
  });
});

describe('address, port, time and recipient domain', () => {
  const noKeys = mail([], { messageId: null, fromAddress: null, returnPath: null });
  const input = { sourceIp: '203.0.113.7', sourcePort: 50_123 };

  it('lead to the account, as a claim', async () => {
    expect(short(await ask(logOf(submission), noKeys, { input }))).toBe(
      'log-client, sent-by-account, mailbox anna@kunde.example, 0.6',
    );
  });

  it.each([
    ['another port', { input: { ...input, sourcePort: 50_999 } }],
    ['another recipient domain', { input, recipients: ['x@example.org'] }],
    ['another time', { input, at: sent + hour / 2 }],
  ])('lead nowhere with %s', async (_, asked) => {
    expect(await ask(logOf(submission), noKeys, asked)).toMatchObject({
      account: null,
      verdict: 'joe-job',
    });
  });

  it('are ambiguous where two people share the address', async () => {
    const other = submission
      .replaceAll('4jWzdS1wk8zL51j', '4jWzdS1wk8zL51x')
      .replace('Anna@Kunde.example', 'berta@kunde.example');
    const result = await ask(logOf(submission, other), noKeys, { input: { ...input, sourcePort: null } });
    expect(result).toMatchObject({ verdict: 'ambiguous', account: null, factor: 0 });
  });
});

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

describe('an address of an access customer', () => {
  const session = {
    from: sent - hour,
    to: sent + hour,
    connection: 'dsl-1',
    customerNo: null,
    isEndGuessed: false,
  };
  const connections: ConnectionKnowledge = {
    ip: '203.0.113.7',
    port: null,
    at: sent,
    candidates: [{ kind: 'session', network: '203.0.113.7', portFrom: null, portTo: null, ...session }],
  };
  const input = { sourceIp: '203.0.113.7' };
  const quiet = () =>
    logOf(submission.replaceAll('4jWzdS1wk8zL51j', '4jWzdS1wk8zL99j').replace('m1@', 'm9@'));

  it('is the mailbox’s where the log shows a login from there', async () => {
    const result = await ask(logOf(submission), mail([received]), { connections, input });
    expect(short(result)).toBe('log-queue-id, sent-by-account, mailbox anna@kunde.example, 1');
  });

  it('is the connection’s where the log covers the time and knows nothing of the mail', async () => {
    const result = await ask(quiet(), mail([received]), { connections, input });
    expect(short(result)).toBe('connection, sent-by-connection, connection dsl-1, 0.9');
  });

  it('waits for a log that is behind, and says the connection when it does not come', async () => {
    const behind = [{ host: 'mail1', from: sent - 72 * hour, to: sent - hour }];
    const asked = { connections, input, coverage: behind };
    const early = await ask(new MemoryMailLog(), mail([received]), { ...asked, now: sent + hour + minute });
    expect([early.verdict, early.factor, early.wait?.host]).toEqual(['waiting', 0, 'mail1']);
    const late = await ask(new MemoryMailLog(), mail([received]), {
      ...asked,
      now: sent + hour + 15 * minute,
    });
    expect([short(late), late.wait?.host]).toEqual([
      'connection, sent-by-connection, connection dsl-1, 0.9',
      'mail1',
    ]);
  });
});
