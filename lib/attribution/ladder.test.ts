// Who sent it, rung by rung: what counts, what a forger gains, what the evidence says.

import { describe, expect, it } from 'vitest';
import type { ReportedMessage } from '@/lib/formats/types';
import { attribute } from './ladder';
import { buildOwnNetwork } from './own-network';
import type { AttributionInput, AttributionResult } from './types';

const policy = { attribution: { queueId: 1, messageId: 0.9, claim: 0.6, senderOnly: 0.3 } };
const network = buildOwnNetwork([
  { kind: 'domain', value: 'kunde.example' },
  { kind: 'domain', value: 'verein.example' },
  { kind: 'host', value: '.mail.example.com' },
  { kind: 'range', value: '198.51.100.0/24' },
  { kind: 'sender-header', value: 'X-Authenticated-Sender' },
  { kind: 'sender-header', value: 'X-PHP-Originating-Script' },
]);

const submission =
  'from pc7 (dyn7.isp.example [203.0.113.7]) (Authenticated sender: Anna@Kunde.example) by mail1.mail.example.com (Postfix) with ESMTPSA id 4jWzdS1wk8z; Sat, 21 Nov 2026 17:26:20 +0100';
const toComplainant =
  'from out1.mail.example.com (out1.mail.example.com [198.51.100.25]) by mx.example.net with ESMTPS id 77; Sat, 21 Nov 2026 17:26:22 +0100';
const relay =
  'from mail1.mail.example.com (mail1.mail.example.com [198.51.100.24]) by out1.mail.example.com (Postfix) with ESMTPS id 9zz; Sat, 21 Nov 2026 17:26:21 +0100';
const fromOutsider =
  'from bot.example.org (bot.example.org [203.0.113.99]) by mx.example.net with ESMTP id 78; Sat, 21 Nov 2026 17:26:22 +0100';

function reported(
  received: string[],
  more: Partial<ReportedMessage> & { extra?: [string, string][] } = {},
): ReportedMessage {
  const { extra = [], ...rest } = more;
  return {
    kind: 'message',
    messageId: null,
    from: null,
    to: null,
    subject: null,
    date: null,
    subjectText: null,
    fromAddress: null,
    returnPath: null,
    sentAt: null,
    received,
    headers: [...received.map((value): [string, string] => ['Received', value]), ...extra],
    listUnsubscribe: false,
    feedbackId: null,
    receivedCount: received.length,
    dkimDomains: [],
    ...rest,
  };
}

function run(
  message: ReportedMessage | null,
  more: Partial<AttributionInput> = {},
  own = network,
): AttributionResult {
  const input = {
    reported: message,
    sourceIp: null,
    sourcePort: null,
    arrivalDate: null,
    originalMailFrom: null,
    ...more,
  };
  return attribute(input, own, policy);
}

const short = ({ rung, verdict, account, factor }: AttributionResult): string =>
  [rung, verdict, account === null ? 'nobody' : `${account.kind} ${account.login}`, factor].join(', ');
const codes = (result: AttributionResult): string[] => result.evidence.map((line) => line.code);

describe('our own Received line', () => {
  it('names the authenticated sender, its queue id, client and time, and stays a claim', () => {
    const result = run(reported([toComplainant, relay, submission]), { sourceIp: '198.51.100.25' });
    expect(short(result)).toBe('own-received, claimed, mailbox anna@kunde.example, 0.6');
    expect(result).toMatchObject({
      queueId: '4jWzdS1wk8z',
      clientIp: '203.0.113.7',
      handedOverAt: '2026-11-21T16:26:20Z',
      account: { domain: 'kunde.example' },
    });
    expect(result.evidence[0]).toMatchObject({
      field: 'Received 3',
      holds: true,
      code: 'authenticated-sender',
    });
  });

  it('of a web space names the site', () => {
    const pickup =
      'by web3.mail.example.com (Postfix, from userid 10017) id CF8FA658E0; Sat, 21 Nov 2026 17:26:20 +0100';
    expect(short(run(reported([toComplainant, pickup])))).toBe(
      'own-received, claimed, site uid10017@web3.mail.example.com, 0.6',
    );
  });

  it('that a client wrote below the hand-over is not read: the authenticated user cannot name another', () => {
    const forged = submission
      .replace('Anna@Kunde.example', 'victim@kunde.example')
      .replace('4jWzdS1wk8z', 'forged');
    const result = run(reported([toComplainant, submission, forged]));
    expect(short(result)).toBe('own-received, claimed, mailbox anna@kunde.example, 0.6');
    expect(codes(result)).toContain('below-own-handover');
  });

  it('of a user who came from an internal address is the hand-over: what that user wrote below is not read', () => {
    const internal = submission.replace('203.0.113.7', '10.1.2.3');
    const forged = submission.replace('Anna@Kunde.example', 'victim@kunde.example');
    expect(run(reported([toComplainant, internal, forged])).account?.login).toBe('anna@kunde.example');
  });

  it('below a hop of ours that took the mail from outside is not read', () => {
    const inbound =
      'from bot (bot.example.org [203.0.113.99]) by mx1.mail.example.com (Postfix) with ESMTP id in1 for <verein@verein.example>; Sat, 21 Nov 2026 17:26:20 +0100';
    const result = run(reported([toComplainant, relay, inbound, submission]));
    expect(result).toMatchObject({ account: null, queueId: 'in1' });
    const chained = run(reported([toComplainant, inbound, submission]));
    expect(chained).toMatchObject({ account: null, queueId: 'in1', clientIp: '203.0.113.99' });
    expect(codes(chained)).toEqual(expect.arrayContaining(['own-hop-without-sender', 'below-own-handover']));
  });

  it('that an outsider handed in below its own line is a claim like any other, and the evidence says so', () => {
    const result = run(reported([fromOutsider, submission]), { sourceIp: '203.0.113.99' });
    expect(short(result)).toBe('own-received, claimed, mailbox anna@kunde.example, 0.6');
    expect(codes(result)).toEqual(expect.arrayContaining(['handed-over-by-outsider', 'source-ip-foreign']));
  });

  it('of a host that only looks like ours is not ours', () => {
    const lookalike = submission.replace('mail1.mail.example.com', 'mail1.evilmail.example.com');
    expect(short(run(reported([lookalike])))).toBe('none, unattributed, nobody, 0');
  });

  it('from a private address with our helo continues the chain, a stranger with our helo does not', () => {
    const filter =
      'from localhost (localhost [127.0.0.1]) by out1.mail.example.com (Postfix) with ESMTP id f1';
    expect(run(reported([filter, submission])).queueId).toBe('4jWzdS1wk8z');
    const stranger =
      'from mail1.mail.example.com (dyn.isp.example [203.0.113.50]) by out1.mail.example.com (Postfix) with ESMTP id f2';
    expect(run(reported([stranger, submission]))).toMatchObject({ queueId: 'f2', account: null });
  });

  it('keeps logins without a domain, and their plus', () => {
    const plain = submission.replace('Anna@Kunde.example', 'web17');
    expect(run(reported([plain])).account).toEqual({ kind: 'mailbox', login: 'web17', domain: null });
    const plus = submission.replace('Anna@Kunde.example', 'anna+shop@kunde.example');
    expect(run(reported([plus])).account?.login).toBe('anna+shop@kunde.example');
  });

  it('marks a login in a domain that is not hosted here', () => {
    const elsewhere = submission.replace('Anna@Kunde.example', 'x@other.example');
    expect(codes(run(reported([elsewhere])))).toContain('authenticated-sender-elsewhere');
  });
});

describe('headers that name the sender', () => {
  const plainHop =
    'from pc7 (dyn7.isp.example [203.0.113.7]) by mail1.mail.example.com (Postfix) with ESMTPSA id 5aa';

  it.each([
    ['mail1.mail.example.com: anna@kunde.example', 'mailbox anna@kunde.example'],
    ['<Anna@Kunde.example>', 'mailbox anna@kunde.example'],
  ])('count beside a hop of ours: %s', (value, expected) => {
    const result = run(reported([toComplainant, plainHop], { extra: [['X-Authenticated-Sender', value]] }));
    expect(short(result)).toBe(`sender-header, claimed, ${expected}, 0.6`);
  });

  it('name the script of a web space', () => {
    const result = run(reported([plainHop], { extra: [['X-PHP-Originating-Script', '10017:mailer.php']] }));
    expect(short(result)).toBe('sender-header, claimed, site uid10017@mail1.mail.example.com, 0.6');
  });

  it('count for nothing without a hop of ours, above it, or against each other', () => {
    const header: [string, string] = ['X-Authenticated-Sender', 'anna@kunde.example'];
    const noHop = run(reported([fromOutsider], { extra: [header] }));
    expect(codes(noHop)).toContain('sender-header-without-own-hop');
    const above = run({
      ...reported([toComplainant, plainHop]),
      headers: [header, ['Received', toComplainant], ['Received', plainHop]],
    });
    expect(codes(above)).toContain('sender-header-above-own-hop');
    const two = run(
      reported([plainHop], { extra: [header, ['X-Authenticated-Sender', 'other@kunde.example']] }),
    );
    expect(codes(two).filter((code) => code === 'sender-header-ambiguous')).toHaveLength(2);
    for (const result of [noHop, above, two]) expect(result.account).toBeNull();
  });
});

describe('envelope and From', () => {
  it.each([
    ['anna@kunde.example', 'mailbox anna@kunde.example'],
    ['Anna+News@Kunde.example', 'mailbox anna@kunde.example'],
    ['prvs=1234567890=anna@kunde.example', 'mailbox anna@kunde.example'],
    ['SRS0=HHH=TT=kunde.example=anna@forward.example', 'mailbox anna@kunde.example'],
    ['SRS1=HHH=first.example==HHH=TT=kunde.example=anna@forward.example', 'mailbox anna@kunde.example'],
  ])('%s in a hosted domain names the mailbox, at 0.3', (address, expected) => {
    expect(short(run(reported([], { returnPath: address })))).toBe(`envelope, claimed, ${expected}, 0.3`);
    expect(short(run(null, { originalMailFrom: address }))).toBe(`envelope, claimed, ${expected}, 0.3`);
  });

  it('a mail that one of our mailboxes only forwarded names that mailbox and weighs nothing against it', () => {
    const inbound =
      'from bot (bot.example.org [203.0.113.99]) by mx1.mail.example.com (Postfix) with ESMTP id in1 for <Info@verein.example>';
    const message = reported([toComplainant, inbound], {
      returnPath: 'SRS0=HHH=TT=example.org=spammer@verein.example',
    });
    const result = run(message, { sourceIp: '198.51.100.25' });
    expect(short(result)).toBe('envelope, claimed, mailbox info@verein.example, 0');
    expect(codes(result)).toContain('forwarded-for');
  });

  it('From is the weakest, and the null sender names nobody', () => {
    const result = run(reported([], { returnPath: '', fromAddress: 'anna@kunde.example' }));
    expect(short(result)).toBe('header-from, claimed, mailbox anna@kunde.example, 0.3');
    expect(codes(result)).toContain('null-sender');
  });

  it('foreign senders name nobody, and every rung says what it saw', () => {
    const result = run(
      reported([fromOutsider], { returnPath: 'x@example.org', fromAddress: 'y@example.org' }),
    );
    expect(short(result)).toBe('none, unattributed, nobody, 0');
    expect(codes(result)).toEqual(['no-own-hop', 'foreign-sender', 'foreign-sender', 'source-ip-unknown']);
  });
});

describe('a joe job', () => {
  const forged = reported([fromOutsider], {
    returnPath: 'anna@kunde.example',
    fromAddress: 'anna@kunde.example',
  });

  it('weighs nothing, and still names whose name was used', () => {
    expect(short(run(forged, { sourceIp: '203.0.113.99' }))).toBe(
      'envelope, joe-job, mailbox anna@kunde.example, 0',
    );
  });

  it('is not said where the source is ours, unknown, or no ranges are configured', () => {
    const noRanges = { ...network, ranges: [] };
    expect(run(forged, { sourceIp: '198.51.100.9' }).verdict).toBe('claimed');
    expect(run(forged).verdict).toBe('claimed');
    const result = run(forged, { sourceIp: '203.0.113.99' }, noRanges);
    expect(result.verdict).toBe('claimed');
    expect(codes(result)).toContain('no-own-ranges');
  });
});

describe('whatever the mail says', () => {
  it('no rung weighs more than a claim', () => {
    const results = [
      run(
        reported([toComplainant, submission], {
          returnPath: 'anna@kunde.example',
          fromAddress: 'anna@kunde.example',
        }),
      ),
      run(reported([submission], { extra: [['X-Authenticated-Sender', 'anna@kunde.example']] })),
    ];
    for (const result of results) expect(result.factor).toBe(0.6);
  });

  it('evidence has a length that a row can hold and no NUL', () => {
    const result = run(
      reported([`${submission}${'x'.repeat(5000)}`], { fromAddress: `a\0b@${'x'.repeat(600)}` }),
    );
    for (const line of result.evidence) {
      expect(line.value.length).toBeLessThanOrEqual(500);
      expect(line.value).not.toContain('\0');
    }
  });
});

describe('an account that a person named', () => {
  const named = { kind: 'mailbox', login: 'berta@kunde.example', domain: 'kunde.example' } as const;

  it('goes before every trace in the mail and weighs as a claim', () => {
    const result = run(reported([toComplainant, submission]), { namedAccount: named });
    expect(result).toMatchObject({ rung: 'by-hand', verdict: 'claimed', account: named, factor: 0.6 });
    expect(result.evidence[0]).toMatchObject({ rung: 'by-hand', code: 'named-by-person', holds: true });
    expect(result.evidence.map((line) => line.code)).toContain('authenticated-sender');
  });

  it('is no joe job even where the source address is not ours', () => {
    const foreign = { sourceIp: '203.0.113.99', namedAccount: named };
    expect(run(reported([fromOutsider]), foreign)).toMatchObject({ verdict: 'claimed', factor: 0.6 });
    expect(run(reported([fromOutsider]), { ...foreign, namedAccount: null }).verdict).toBe('joe-job');
  });

  it('leaves no line in the evidence where nobody was asked', () => {
    expect(run(reported([submission])).evidence.map((line) => line.rung)).not.toContain('by-hand');
  });
});
