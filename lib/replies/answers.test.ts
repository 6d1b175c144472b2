// How an answer joins the customer's thread, whom it may go to, and in which order a conversation is read.

import { describe, expect, it } from 'vitest';
import type { CardContact, CustomerCard } from '@/lib/customers/types';
import { answerReferences, answerSubject, quoteOf, type AnsweredMail } from './answer-text';
import { recipientsOf } from '@/lib/notices/choose-recipient';
import { weaveThread } from './thread';
import type { ReplyKind } from './types';

const mail = (more: Partial<AnsweredMail> = {}): AnsweredMail => ({
  from: 'erika@example.net',
  subject: 'AW: Spam',
  receivedAt: new Date('2026-11-22T09:12:00Z'),
  text: 'Erledigt.\n\nErika',
  messageId: 'k1@example.net',
  answers: [],
  ...more,
});

describe('the subject of an answer', () => {
  it.each([
    ['AW: Spam', 'Re: Spam'],
    ['Re: AW: RE[2]: Fwd: Spam', 'Re: Spam'],
    ['Antwort', 'Re: Antwort'],
    ['  ', 'Re: Spam über unsere SMTP Server'],
    [null, 'Re: Spam über unsere SMTP Server'],
    ['Regen', 'Re: Regen'],
  ])('to %j is %j', (subject, expected) => {
    expect(answerSubject(subject, 'Spam über unsere SMTP Server')).toBe(expected);
  });
});

describe('the references of an answer', () => {
  it('are those of the answered mail in their order, then its own id', () => {
    const { inReplyTo, references } = answerReferences(
      mail({ answers: ['n2@desk', 'k0@x', 'n1@desk'] }),
      'n2@desk',
    );
    expect(inReplyTo).toBe('k1@example.net');
    expect(references).toEqual(['n1@desk', 'k0@x', 'n2@desk', 'k1@example.net']);
  });

  it('begin with our notice where the answered mail names none', () => {
    expect(answerReferences(mail(), 'n1@desk')).toEqual({
      inReplyTo: 'k1@example.net',
      references: ['n1@desk', 'k1@example.net'],
    });
    expect(answerReferences(mail({ messageId: null }), 'n1@desk')).toEqual({
      inReplyTo: null,
      references: ['n1@desk'],
    });
    expect(answerReferences(mail({ messageId: null }), null)).toEqual({ inReplyTo: null, references: [] });
  });

  it('of a long thread are its beginning and its end; a strange id breaks nothing', () => {
    const answers = Array.from({ length: 60 }, (_, i) => `m${59 - i}@x.example`);
    const { references } = answerReferences(mail({ answers }), null);
    expect(references).toHaveLength(20);
    expect(references[0]).toBe('m0@x.example');
    expect(references.at(-1)).toBe('k1@example.net');
    expect(references.at(-2)).toBe('m59@x.example');
    const strange = mail({ messageId: 'a b@x', answers: ['c\r\nBcc: d@x.example', 'ok@x.example'] });
    expect(answerReferences(strange, null)).toEqual({ inReplyTo: null, references: ['ok@x.example'] });
  });
});

describe('a quote', () => {
  it('says who wrote when, and marks each line', () => {
    expect(quoteOf(mail(), 'de', 'Europe/Berlin')).toBe(
      'Am 22.11.2026, 10:12 schrieb erika@example.net:\n> Erledigt.\n>\n> Erika',
    );
    expect(quoteOf(mail(), 'en', 'UTC')).toMatch(
      /^On 22 Nov 2026, 09:12 erika@example\.net wrote:\n> Erledigt\./,
    );
  });

  it('of a text without end has one', () => {
    const lines = quoteOf(mail({ text: 'x\n'.repeat(5_000) }), 'de', 'UTC').split('\n');
    expect(lines).toHaveLength(202);
    expect(lines.at(-1)).toBe('> […]');
  });
});

describe('whom an answer may go to', () => {
  const contact = (value: string, unusable: CardContact['unusable'] = null): CardContact => ({
    kind: 'email',
    value,
    origin: 'x',
    verifiedOn: null,
    unusable,
    because: null,
  });
  const card = {
    name: 'Erika Muster',
    contacts: [
      contact('erste@example.net'),
      contact('zweite@example.org'),
      contact('alt@example.org', 'undeliverable'),
    ],
    resellers: [{ number: 'R-1', name: 'Reseller', contacts: [contact('technik@reseller.example')] }],
  } as unknown as CustomerCard;
  const login = 'erika@example.com';
  const to = (from: string, replyTo: string | null = null) =>
    recipientsOf(card, login, { from, replyTo }).map(({ address, caution }) => [address, caution]);

  it('is first the contact who wrote', () => {
    expect(to('Zweite@example.org')).toEqual([
      ['zweite@example.org', null],
      ['erste@example.net', null],
      ['technik@reseller.example', null],
    ]);
  });

  it('is a known contact before an address that nobody knows, and where that would lead is said', () => {
    expect(to('fremd@example.net', 'anderswo@example.net')).toEqual([
      ['erste@example.net', null],
      ['zweite@example.org', null],
      ['technik@reseller.example', null],
      ['fremd@example.net', 'unknown'],
      ['anderswo@example.net', 'unknown'],
    ]);
    expect(to(login).at(-1)).toEqual([login, 'own-mailbox']);
    expect(to('ALT@example.org').at(-1)).toEqual(['ALT@example.org', 'undeliverable']);
  });

  it('is only who wrote where the customer is not known, and nobody where there is no sender', () => {
    expect(recipientsOf(null, login, { from: 'x@example.net', replyTo: null })).toEqual([
      { address: 'x@example.net', name: null, caution: 'unknown' },
    ]);
    expect(recipientsOf(null, login, { from: '', replyTo: null })).toEqual([]);
  });
});

describe('a conversation', () => {
  const notice = (id: number, minute: number) => ({ id, createdAt: new Date(minute * 60_000) });
  const reply = (id: number, minute: number, kind: ReplyKind = 'answer') => ({
    id,
    kind,
    receivedAt: new Date(minute * 60_000),
  });

  it('is read from its newest, and what programs sent in a row is one item', () => {
    const woven = weaveThread(
      [notice(1, 0), notice(2, 30)],
      [reply(1, 1, 'bounce'), reply(2, 2, 'auto-reply'), reply(3, 10), reply(4, 31, 'delay'), reply(5, 30)],
    );
    expect(
      woven.map((item) =>
        item.kind === 'notice'
          ? `n${item.notice.id}`
          : item.kind === 'reply'
            ? `r${item.reply.id}`
            : item.replies.map(({ id }) => id),
      ),
    ).toEqual([[4], 'r5', 'n2', 'r3', [2, 1], 'n1']);
  });

  it('without mail is empty', () => {
    expect(weaveThread([], [])).toEqual([]);
  });
});
