// Lines become transactions: who sent, what became of it, and nothing twice, wherever the bytes are cut.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogClock } from './clock';
import { TransactionJoiner, type JoinedBatch, type LineReader } from './joiner';
import type { TransactionPart } from './open-transaction';
import { EximReader } from './read-exim';
import { JournaldReader } from './read-journald';
import { KumomtaReader } from './read-kumomta';
import { PostfixReader } from './read-postfix';

const REFERENCE = Date.UTC(2026, 10, 22);
const clock = (reference = REFERENCE): LogClock => new LogClock('Europe/Berlin', reference);
const postfix = (reference = REFERENCE): PostfixReader =>
  new PostfixReader(clock(reference), { host: null, syslogName: 'postfix' });

function join(text: string, reader: LineReader = postfix()): JoinedBatch {
  const joiner = new TransactionJoiner(reader);
  joiner.feed(Buffer.from(text));
  joiner.end();
  return joiner.take();
}

function only(batch: JoinedBatch): TransactionPart {
  const [part, ...more] = batch.parts;
  if (part === undefined || more.length > 0) throw new Error(`${batch.parts.length} transactions`);
  return part;
}

const SUBMISSION = `Nov 21 17:26:20 mail1 postfix/submission/smtpd[441]: 4jWzdS1wk8zL51j: client=pc.example[203.0.113.7]:50123, sasl_method=PLAIN, sasl_username=Anna@Customer.example
Nov 21 17:26:20 mail1 postfix/cleanup[528]: 4jWzdS1wk8zL51j: message-id=<spam-0001@pc7.example>
Nov 21 17:26:20 mail1 postfix/qmgr[397]: 4jWzdS1wk8zL51j: from=<anna@customer.example>, size=326, nrcpt=2 (queue active)
Nov 21 17:26:21 mail1 postfix/smtp[744]: 4jWzdS1wk8zL51j: to=<a@example.net>, relay=mx.example.net[192.0.2.9]:25, delay=0.9, delays=0.1/0/0.4/0.4, dsn=2.0.0, status=sent (250 ok)
Nov 21 17:26:22 mail1 postfix/smtp[745]: 4jWzdS1wk8zL51j: to=<b@example.org>, relay=none, delay=2, delays=0.1/0/0.4/0.4, dsn=5.1.1, status=bounced (host said: 550 no such user)
Nov 21 17:26:22 mail1 postfix/qmgr[397]: 4jWzdS1wk8zL51j: removed
`;

describe('Postfix lines', () => {
  it('make a submission with its login, client, recipients and fate', () => {
    const batch = join(SUBMISSION);
    const part = only(batch);
    expect(part).toMatchObject({
      host: 'mail1',
      queueId: '4jWzdS1wk8zL51j',
      firstAt: Date.UTC(2026, 10, 21, 16, 26, 20),
      lastAt: Date.UTC(2026, 10, 21, 16, 26, 22),
      origin: 'submission',
      saslUser: 'anna@customer.example',
      clientIp: '203.0.113.7',
      clientPort: 50_123,
      clientName: 'pc.example',
      messageId: 'spam-0001@pc7.example',
      envelopeFrom: 'anna@customer.example',
      sizeBytes: 326,
      recipients: 2,
      delivered: 1,
      bounced: 1,
      knowsStart: true,
      isForward: false,
      isRemoved: true,
    });
    expect(part.domains()).toEqual({ 'example.net': 1 });
    expect(part.fate()).toBe('mixed');
    const lines = batch.linesOf(part).map(String);
    expect(lines).toHaveLength(5);
    expect(lines[0]).toContain('sasl_username=Anna@Customer.example');
  });

  it('follow a mail through a content filter back to who sent it', () => {
    const { parts } = join(`${SUBMISSION.split('\n').slice(0, 3).join('\n')}
Nov 21 17:26:21 mail1 postfix/smtpd[500]: 4jWzdT2wk8zL51k: client=localhost[127.0.0.1]
Nov 21 17:26:21 mail1 postfix/smtp[744]: 4jWzdS1wk8zL51j: to=<a@example.net>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4jWzdT2wk8zL51k)
Nov 21 17:26:22 mail1 postfix/smtp[745]: 4jWzdT2wk8zL51k: to=<a@example.net>, relay=mx.example.net[192.0.2.9]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (250 ok)
`);
    const [first, second] = parts;
    expect(first).toMatchObject({ delivered: 0, isHandedOn: true });
    expect(first?.fate()).toBe('handed-on');
    expect(second).toMatchObject({
      origin: 'reinjected',
      originQueueId: '4jWzdS1wk8zL51j',
      saslUser: 'anna@customer.example',
      clientIp: '203.0.113.7',
      delivered: 1,
    });
  });

  it('tell a forward from a sender: it came from outside and left for another address', () => {
    const forward = (client: string): TransactionPart =>
      only(
        join(`Nov 21 17:26:20 mail1 postfix/smtpd[441]: 0F5383D: client=mx.example[192.0.2.7]${client}
Nov 21 17:26:21 mail1 postfix/smtp[744]: 0F5383D: to=<me@example.net>, orig_to=<info@customer.example>, relay=mx.example.net[192.0.2.9]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent (250 ok)
`),
      );
    expect(forward('')).toMatchObject({ isForward: true, origin: 'inbound' });
    expect(forward(', sasl_method=PLAIN, sasl_username=anna@customer.example')).toMatchObject({
      isForward: false,
    });
  });

  it('name the local user of a web space', () => {
    const part = only(
      join('Nov 21 17:30:01 web3 postfix/pickup[812]: 4jWzhK0abcz1: uid=10017 from=<web17>\n'),
    );
    expect(part).toMatchObject({ host: 'web3', origin: 'local', uid: 10_017, envelopeFrom: 'web17' });
  });

  it('keep who was refused', () => {
    const { refusals, parts } =
      join(`Nov 21 17:25:12 mail1 postfix/submission/smtpd[438]: warning: unknown[203.0.113.66]: SASL PLAIN authentication failed: (reason unavailable), sasl_username=locked@customer.example
Nov 21 17:25:13 mail1 postfix/smtpd[438]: NOQUEUE: reject: RCPT from unknown[203.0.113.66]: 554 5.7.1 <x@example.net>: Relay access denied; from=<a@example.com> to=<x@example.net> proto=ESMTP helo=<pc>
`);
    expect(refusals).toMatchObject([
      { kind: 'sasl-failure', saslUser: 'locked@customer.example', clientIp: '203.0.113.66' },
      { kind: 'reject', saslUser: null, clientIp: '203.0.113.66' },
    ]);
    expect(parts).toEqual([]);
  });

  it('make two mails of a queue id that is used again', () => {
    const line = (second: number, user: string): string =>
      `Nov 21 17:26:${second} mail1 postfix/smtpd[4]: 0F5383D: client=a[192.0.2.7], sasl_method=PLAIN, sasl_username=${user}\n`;
    expect(
      join(line(10, 'a@x.example') + line(40, 'b@x.example')).parts.map((part) => part.saslUser),
    ).toEqual(['a@x.example', 'b@x.example']);
  });

  it.each([
    ['RFC 5424', '<22>1 2026-11-21T17:26:20.123+01:00 mail1 postfix/smtpd 441 - - '],
    ['RFC 5424 with data', '<22>1 2026-11-21T16:26:20.123Z mail1 postfix/smtpd 441 - [x@1 a="]\\""][y] '],
    ['an ISO time', '2026-11-21T17:26:20.123456+01:00 mail1 postfix/smtpd[441]: '],
    ['a priority', '<22>Nov 21 17:26:20 mail1 postfix/smtpd[441]: '],
  ])('are read behind %s', (_, head) => {
    const part = only(join(`${head}0F5383D: client=a[192.0.2.7]\n`));
    expect(part).toMatchObject({ host: 'mail1', clientIp: '192.0.2.7' });
    expect(Math.floor(part.firstAt / 1_000)).toBe(Date.UTC(2026, 10, 21, 16, 26, 20) / 1_000);
  });

  it('are read out of the journal, bytes too', () => {
    const message = '0F5383D: client=a[192.0.2.7], sasl_method=PLAIN, sasl_username=anna@customer.example';
    for (const MESSAGE of [message, [...Buffer.from(message)]]) {
      const reader = new JournaldReader(postfix(), { host: null, syslogName: 'postfix' });
      const entry = {
        __REALTIME_TIMESTAMP: '1795278380123456',
        SYSLOG_IDENTIFIER: 'postfix/smtpd',
        _HOSTNAME: 'Mail1',
        MESSAGE,
      };
      const batch = join(`${JSON.stringify(entry)}\n`, reader);
      const part = only(batch);
      expect(part).toMatchObject({
        host: 'mail1',
        saslUser: 'anna@customer.example',
        firstAt: 1_795_278_380_123,
      });
      expect(batch.linesOf(part).map(String)).toEqual([message]);
    }
  });
});

describe('local times', () => {
  const at = (stamp: string, reference: number): number =>
    only(join(`${stamp} m postfix/smtpd[1]: 0F5383D: client=a[192.0.2.7]\n`, postfix(reference))).firstAt;

  it('of December are last year when read in January', () => {
    expect(at('Dec 31 23:59:59', Date.UTC(2027, 0, 2))).toBe(Date.UTC(2026, 11, 31, 22, 59, 59));
    expect(at('Jan  1 00:00:01', Date.UTC(2027, 0, 2))).toBe(Date.UTC(2026, 11, 31, 23, 0, 1));
  });

  it('of the double hour in October go on when the clock steps back', () => {
    const stamps = ['01:59:00', '02:10:00', '02:59:59', '02:00:01', '02:30:00', '03:00:00'];
    const text = stamps
      .map((time, i) => `Oct 25 ${time} m postfix/smtpd[1]: 0F5383${i}: client=a[192.0.2.7]\n`)
      .join('');
    const utc = join(text).parts.map((part) => new Date(part.firstAt).toISOString().slice(11, 19));
    expect(utc).toEqual(['23:59:00', '00:10:00', '00:59:59', '01:00:01', '01:30:00', '02:00:00']);
  });

  it('of the double hour are the second ones also where the first minutes of it are quiet', () => {
    const text = ['02:10:00', '02:50:00', '02:20:00', '02:45:00']
      .map((time, i) => `Oct 25 ${time} m postfix/smtpd[1]: 0F5383${i}: client=a[192.0.2.7]\n`)
      .join('');
    const utc = join(text).parts.map((part) => new Date(part.firstAt).toISOString().slice(11, 16));
    expect(utc).toEqual(['00:10', '00:50', '01:20', '01:45']);
  });

  it('that are none make the line unreadable, not the log', () => {
    const batch = join('Feb 31 10:00:00 m postfix/smtpd[1]: 0F5383D: client=a[192.0.2.7]\ngarbage\n\0\0\0\n');
    expect(batch).toMatchObject({ parts: [], lines: 3, unread: 3 });
  });
});

describe('Exim lines', () => {
  const log = `2026-11-21 17:30:01 1vMabc-00000001xyz-2AbC <= u@kunde.example H=(pc7) [203.0.113.7]:52105 P=esmtpsa A=dovecot_login:U@kunde.example S=964 id=x@pc7 T="Re: \\"Rechnung\\"" for a@example.net b@example.org
2026-11-21 17:30:02 1vMabc-00000001xyz-2AbC => a@example.net R=dnslookup T=remote_smtp H=mx.example.net [192.0.2.9] C="250 ok"
2026-11-21 17:30:02 1vMabc-00000001xyz-2AbC ** b@example.org R=dnslookup T=remote_smtp: SMTP error: 550 no
2026-11-21 17:30:02 1vMabc-00000001xyz-2AbC Completed
2026-11-21 17:30:03 cwd=/home/kunde/public_html 3 args: /usr/sbin/sendmail -t -i
2026-11-21 17:30:03 1vMabd-000123-AB <= kunde@web1.example U=kunde P=local S=700
`;

  it('make submissions and local mail, with both lengths of ids', () => {
    const [mail, script] = join(log, new EximReader(clock(), 'web1')).parts;
    expect(mail).toMatchObject({
      host: 'web1',
      saslUser: 'u@kunde.example',
      clientIp: '203.0.113.7',
      clientPort: 52_105,
      messageId: 'x@pc7',
      subject: 'Re: "Rechnung"',
      sizeBytes: 964,
      recipients: 2,
      delivered: 1,
      bounced: 1,
    });
    expect(script).toMatchObject({ origin: 'local', localUser: 'kunde', cwd: '/home/kunde/public_html' });
  });
});

it('KumoMTA records make transactions', () => {
  const record = (type: string, more: object): string =>
    `${JSON.stringify({ type, id: 'abc123', sender: 'a@customer.example', recipient: 'b@example.net', timestamp: 1_795_278_380, ...more })}\n`;
  const text =
    record('Reception', {
      peer_address: { name: 'x', addr: '203.0.113.7' },
      meta: { authn_id: 'A@customer.example' },
      size: 10,
    }) +
    record('TransientFailure', {}) +
    record('Delivery', {});
  expect(only(join(text, new KumomtaReader('k1')))).toMatchObject({
    saslUser: 'a@customer.example',
    clientIp: '203.0.113.7',
    recipients: 1,
    delivered: 1,
    deferred: 1,
  });
});

describe('the joiner', () => {
  /** What merging the parts of all batches gives: counts add up, the rest is the first that says something. */
  function merged(batches: readonly JoinedBatch[]): unknown[] {
    const rows = new Map<string, Record<string, unknown> & { delivered: number; lines: string[] }>();
    for (const batch of batches) {
      for (const part of batch.parts) {
        const key = `${part.host} ${part.queueId} ${part.firstAt}`;
        const row = rows.get(key);
        const lines = batch.linesOf(part).map(String);
        if (row === undefined) {
          const { saslUser, messageId, envelopeFrom, delivered } = part;
          rows.set(key, { key, saslUser, messageId, envelopeFrom, delivered, lines });
        } else {
          row['messageId'] ??= part.messageId;
          row['envelopeFrom'] ??= part.envelopeFrom;
          row.delivered += part.delivered;
          row.lines.push(...lines);
        }
      }
    }
    return [...rows.values()];
  }

  const log = Buffer.from(SUBMISSION.repeat(3).replaceAll(/4jWzdS1wk8zL51j/g, () => '4jWzdS1wk8zL51j'));

  it('says the same however the bytes are cut and whenever batches are taken', () => {
    const whole = merged([join(log.toString())]);
    const cuts = fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.boolean()), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(cuts, (pieces) => {
        const joiner = new TransactionJoiner(postfix());
        const batches: JoinedBatch[] = [];
        let at = 0;
        for (const [length, isTaken] of pieces) {
          joiner.feed(Buffer.from(log.subarray(at, at + length)));
          at = Math.min(log.length, at + length);
          if (isTaken) batches.push(joiner.take());
        }
        joiner.feed(Buffer.from(log.subarray(at)));
        batches.push(joiner.take());
        expect(merged(batches)).toEqual(whole);
        expect(batches.at(-1)?.consumed).toBe(log.length);
      }),
    );
  });

  it('names the byte behind the last whole line', () => {
    const joiner = new TransactionJoiner(postfix());
    const [line = ''] = SUBMISSION.split('\n');
    joiner.feed(Buffer.from(`${line}\n${line.slice(0, 40)}`));
    expect(joiner.take().consumed).toBe(line.length + 1);
    joiner.feed(Buffer.from(`${line.slice(40)}\n`));
    expect(joiner.take().consumed).toBe(2 * (line.length + 1));
  });

  it('survives lines of any length and any bytes', () => {
    const long = `Nov 21 17:26:20 m postfix/smtpd[1]: 0F5383D: client=${'x'.repeat(200_000)}\n`;
    const batch = join(`${long}${SUBMISSION}`);
    expect(batch).toMatchObject({ lines: 7, unread: 1 });
    expect(only(batch).saslUser).toBe('anna@customer.example');
    const words = [
      'Nov 21 17:26:20 m ',
      'postfix/smtpd[1]: ',
      '0F5383D: ',
      'client=',
      'to=<',
      '[',
      ']',
      ', ',
      'status=',
      '\n',
      '\0',
      'ü',
      '<',
      '>',
      'from=<',
      'NOQUEUE: reject: ',
      ' from ',
      '{"',
      '2026-11-21 17:30:01 ',
      '1vMabd-000123-AB ',
      '<= ',
      '=> ',
    ];
    const readers = [
      () => postfix(),
      () => new EximReader(clock(), 'h'),
      () => new KumomtaReader('h'),
      () => new JournaldReader(postfix(), { host: null, syslogName: 'postfix' }),
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...words), { maxLength: 60 }),
        fc.constantFrom(...readers),
        (said, make) => {
          const { parts } = join(said.join(''), make());
          for (const part of parts) expect(part.fate()).toMatch(/^[a-z-]+$/);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('forgets the oldest when too many are open', () => {
    const joiner = new TransactionJoiner(postfix(), { maxOpen: 2 });
    const client = (id: string): string => `Nov 21 17:26:20 m postfix/smtpd[1]: ${id}: client=a[192.0.2.7]\n`;
    const sent = (id: string): string =>
      `Nov 21 17:26:21 m postfix/smtp[1]: ${id}: to=<a@example.net>, relay=x, delay=1, delays=1, dsn=2.0.0, status=sent (ok)\n`;
    joiner.feed(Buffer.from(['AAAAA1', 'AAAAA2', 'AAAAA3'].map(client).join('')));
    joiner.take();
    joiner.feed(Buffer.from(['AAAAA1', 'AAAAA3'].map(sent).join('')));
    expect(joiner.take().parts.map((part) => [part.queueId, part.knowsStart])).toEqual([
      ['AAAAA1', false],
      ['AAAAA3', true],
    ]);
  });
});
