// What is compared by words instead of letters: the same answers as the letters give.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogClock } from './clock';
import { Interner } from './interner';
import { TransactionJoiner, type JoinedBatch } from './joiner';
import { PostfixDaemons } from './postfix-daemons';
import { QueueId } from './queue-id';
import { PostfixReader } from './read-postfix';
import { hasToken, SeenBytes, Token } from './words';

/** Texts that differ in few places: of few letters, of every length around a word. */
const alike = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 22 });

describe('A token', () => {
  it('stands where the letters are the same, and nowhere else', () => {
    fc.assert(
      fc.property(alike, alike, alike, (before, word, after) => {
        const bytes = Buffer.from(before + word + after);
        const token = new Token(word);
        for (let at = 0; at <= bytes.length; at += 1)
          for (const end of [bytes.length, before.length + word.length])
            expect(hasToken(bytes, at, end, token)).toBe(
              bytes.toString('latin1', 0, Math.max(at, end)).startsWith(word, at) && at + word.length <= end,
            );
      }),
      { numRuns: 300 },
    );
  });
});

describe('Seen bytes', () => {
  it('are those kept last, and none where they had no room', () => {
    const seen = new SeenBytes(8);
    const bytes = Buffer.from('mail1 mail22 longer-than-that');
    expect(seen.standAt(bytes, 0, bytes.length)).toBe(false);
    seen.keep(bytes, 0, 5);
    expect([seen.standAt(bytes, 0, 5), seen.standAt(bytes, 6, 12), seen.standAt(bytes, 0, 4)]).toEqual([
      true,
      false,
      false,
    ]);
    seen.keep(bytes, 13, 29);
    expect(seen.standAt(bytes, 13, 29)).toBe(false);
  });
});

describe('A queue id', () => {
  it('is the same id exactly where its text is the same', () => {
    fc.assert(
      fc.property(alike, alike, (one, other) => {
        const [a, b] = [Buffer.from(`x${one}x`), Buffer.from(other)];
        const kept = new QueueId();
        kept.read(b, 0, b.length);
        const id = new QueueId();
        id.read(a, 1, a.length - 1);
        expect(id.is(kept.copy(), other, a, 1, a.length - 1)).toBe(one === other);
        if (one === other) expect(id.hash).toBe(kept.hash);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('The interner', () => {
  it('gives every range its own text, also when there are more than it keeps', () => {
    const names = new Interner({ maxSlots: 1 << 10, isLowered: true });
    for (let round = 0; round < 3; round += 1)
      for (let i = 0; i < 5_000; i += 1) {
        const text = `User${i}@${i % 7 === 0 ? 'long.'.repeat(12) : ''}customer.example`;
        const bytes = Buffer.from(`<${text}>`);
        expect(names.of(bytes, 1, bytes.length - 1)).toBe(text.toLowerCase());
      }
    expect(names.of(Buffer.from('x'), 1, 1)).toBe('');
  });

  it('makes a text that came before once', () => {
    const names = new Interner();
    const bytes = Buffer.from('anna@customer.example berta@customer.example');
    expect(names.of(bytes, 0, 21)).toBe(names.of(bytes, 0, 21));
    expect(names.of(bytes, 22, bytes.length)).toBe('berta@customer.example');
  });
});

describe('The daemon of a line', () => {
  it('is read in whichever order the programs come, also where there are more than are kept', () => {
    const daemons = new PostfixDaemons('postfix');
    const programs = Array.from(
      { length: 60 },
      (_, i) => `postfix/instance${i}/${i % 2 === 0 ? 'smtpd' : 'qmgr'}`,
    );
    for (const name of [...programs, 'dovecot', ...programs.toReversed(), 'postfix/smtp', 'postfix/smtpd']) {
      const line = Buffer.from(`mail1 ${name}[77]: text`);
      expect(daemons.read(line, 6, line.length)).toBe(6 + name.length);
      const last = name.slice(name.lastIndexOf('/') + 1);
      expect(daemons.daemon).toBe(name === 'dovecot' ? null : last);
    }
    const unnamed = Buffer.from('mail1 postfix/smtpd text');
    expect(daemons.read(unnamed, 6, unnamed.length)).toBe(-1);
  });
});

describe('What is taken over from the line above', () => {
  const join = (text: string): JoinedBatch => {
    const clock = new LogClock('Europe/Berlin', Date.UTC(2026, 10, 22));
    const joiner = new TransactionJoiner(new PostfixReader(clock, { host: null, syslogName: 'postfix' }));
    joiner.feed(Buffer.from(text));
    return joiner.take();
  };
  const queued = (id: string): string => `${id}: from=<a@example.net>, size=1, nrcpt=1 (queue active)`;

  it('is the host of a line of its own shape alone', () => {
    const { parts } = join(`Nov 21 17:26:20 mail1 postfix/qmgr[1]: ${queued('AAAAA1')}
<22>1 2026-11-21T16:26:20Z mail2 postfix/qmgr 1 - - ${queued('BBBBB1')}
Nov 21 17:26:20 mail1 postfix/qmgr[1]: ${queued('CCCCC1')}
Nov 21 17:26:20 Mail3 postfix/qmgr[1]: ${queued('DDDDD1')}
Nov 21 17:26:20 mail1.example postfix/qmgr[1]: ${queued('EEEEE1')}
`);
    expect(parts.map(({ host, queueId }) => `${host} ${queueId}`)).toEqual([
      'mail1 AAAAA1',
      'mail2 BBBBB1',
      'mail1 CCCCC1',
      'mail3 DDDDD1',
      'mail1.example EEEEE1',
    ]);
  });

  it('is the hour, up to where it steps back: then it is October’s second one', () => {
    const { parts } = join(
      ['02:10:00', '02:58:00', '02:05:00', '02:06:00', '03:00:00']
        .map((time, i) => `Oct 25 ${time} mail1 postfix/qmgr[1]: ${queued(`AAAAA${i}`)}\n`)
        .join(''),
    );
    const utc = parts.map((part) => new Date(part.firstAt).toISOString().slice(11, 16));
    expect(utc).toEqual(['00:10', '00:58', '01:05', '01:06', '02:00']);
  });
});

it('A batch is as large as what it brings: refusals count, whoever is refused has no transaction', () => {
  const reader = new PostfixReader(new LogClock('UTC', Date.UTC(2026, 10, 22)), {
    host: null,
    syslogName: 'postfix',
  });
  const joiner = new TransactionJoiner(reader);
  const line =
    'Nov 21 17:26:20 mail1 postfix/smtpd[1]: warning: unknown[203.0.113.7]: SASL LOGIN authentication failed: x\n';
  joiner.feed(Buffer.from(line.repeat(3)));
  expect(joiner.size).toBe(3);
  expect(joiner.take().refusals).toHaveLength(3);
  expect(joiner.size).toBe(0);
});
