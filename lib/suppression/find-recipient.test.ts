// Each rule that finds a customer's own id of a recipient, what shows list mail, and what is no list.

import { describe, expect, it } from 'vitest';
import type { ReportedMessage } from '@/lib/formats/types';
import { bulkEvidence, listIdOf } from './bulk-evidence';
import { findCampaign, findRecipient } from './find-recipient';
import { recipientRules } from './recipient-rules';

function mail(...headers: [string, string][]): ReportedMessage {
  return {
    kind: 'headers',
    messageId: null,
    from: null,
    to: null,
    subject: null,
    date: null,
    subjectText: null,
    fromAddress: null,
    returnPath: null,
    sentAt: null,
    received: [],
    headers,
    listUnsubscribe: headers.some(([name]) => name.toLowerCase() === 'list-unsubscribe'),
    feedbackId: headers.find(([name]) => name.toLowerCase() === 'feedback-id')?.[1] ?? null,
    receivedCount: 0,
    dkimDomains: [],
  };
}
const unsubscribe = (value: string) => mail(['List-Unsubscribe', value]);
const find = (reported: ReportedMessage, envelopeSender: string | null = null, known: string[] = []) =>
  findRecipient({ reported, envelopeSender, known });

describe('a rule', () => {
  const found: [rule: string, reported: ReportedMessage, sender: string | null, id: string][] = [
    ...recipientRules.flatMap((rule): (typeof found)[number][] =>
      rule.at === 'header' ? [[rule.name, mail([rule.header.toUpperCase(), ' 4711 ']), null, '4711']] : [],
    ),
    ['unsubscribe:recipient', unsubscribe('<https://x.example/u?l=3&RID=ab-12>'), null, 'ab-12'],
    ['unsubscribe:subscriber', unsubscribe('<https://x.example/u?subscriber_id=8812>'), null, '8812'],
    ['unsubscribe:contact', unsubscribe('<https://x.example/u?contact=c77>'), null, 'c77'],
    [
      'unsubscribe:user',
      unsubscribe('<https://x.example/lists/?p=unsubscribe&uid=9f8e7d6c>'),
      null,
      '9f8e7d6c',
    ],
    ['unsubscribe:id', unsubscribe('<mailto:a@x.example>, <https://x.example/?token=t0k3n>'), null, 't0k3n'],
    ['unsubscribe:mailbox', unsubscribe('<mailto:unsubscribe+4711@x.example>'), null, '4711'],
    ['unsubscribe:mailbox', unsubscribe('<mailto:abmelden-77a@x.example>'), null, '77a'],
    ['unsubscribe:subject', unsubscribe('<mailto:a@x.example?subject=unsubscribe%204711>'), null, '4711'],
    ['envelope:verp', mail(), 'bounces+4711@x.example', '4711'],
    ['envelope:verp', mail(), 'bounce-rundbrief-4711@x.example', '4711'],
    ['unsubscribe:path', unsubscribe('<https://x.example/abmelden/7f3a-22/>'), null, '7f3a-22'],
  ];

  it.each(found)('%s finds the id', (rule, reported, sender, id) => {
    expect(find(reported, sender)).toEqual({ id, rule });
  });

  it('has a test each', () => {
    expect([...new Set(found.map(([rule]) => rule))].sort()).toEqual(
      recipientRules.map(({ name }) => name).sort(),
    );
  });

  it('that is surer comes first, and one whose id is an address gives way to the next', () => {
    const reported = mail(
      ['List-Unsubscribe', '<https://x.example/u?uid=erika%40example.org&t=77aa>'],
      ['X-Subscriber-Id', 'erika@example.org'],
    );
    expect(find(reported)).toEqual({ id: '77aa', rule: 'unsubscribe:id' });
  });
});

describe('no id', () => {
  it.each<[string, ReportedMessage, string | null]>([
    ['is a word', mail(['X-Recipient-Id', 'erika']), null],
    ['is a flag', mail(['X-Recipient-Id', '1']), null],
    ['is a text', mail(['X-Recipient-Id', 'sehr geehrte 4711 <b>']), null],
    ['is longer than two of them', mail(['X-Recipient-Id', '4'.repeat(200)]), null],
    ['stands in an address that is none', unsubscribe('<ftp://x.example/?uid=4711>, <::>, <https://>'), null],
    ['is read out of VERP with the address', mail(), 'bounces+erika=example.org@x.example'],
    ['is read out of BATV', mail(), 'prvs=4711abc=bounces+12@x.example'],
    ['is read out of SRS', mail(), 'SRS0=HHH=TT=example.org=erika12@x.example'],
  ])('%s', (_, reported, sender) => {
    expect(find(reported, sender)).toBeNull();
  });
});

describe('list mail', () => {
  it('is known by any one of its fields, in any spelling', () => {
    const codes = (reported: ReportedMessage) => bulkEvidence(reported).map(({ code }) => code);
    expect(codes(mail(['LIST-ID', 'Brief <brief.example.com>']))).toEqual(['list-id']);
    expect(codes(unsubscribe('<mailto:a@x.example>'))).toEqual(['list-unsubscribe']);
    expect(codes(mail(['Precedence', ' Bulk ']))).toEqual(['precedence']);
    expect(codes(mail(['Feedback-ID', '1:2:3:x']))).toEqual(['feedback-id']);
    expect(codes(mail(['List-Help', '<https://x.example>']))).toEqual(['list-field']);
    expect(codes(mail(['X-Campaign', 'herbst']))).toEqual(['bulk-field']);
    expect(codes(mail(['Precedence', 'first-class'], ['Subject', 'List-Id: x']))).toEqual([]);
    expect(bulkEvidence(null)).toEqual([]);
  });

  it('names its list as RFC 2919 has it, and no address is one', () => {
    const id = (value: string) => listIdOf(mail(['List-Id', value]));
    expect(id('Rundbrief <Rundbrief.Example.com>')).toBe('rundbrief.example.com');
    expect(id('rundbrief.example.com')).toBe('rundbrief.example.com');
    expect(id('<erika@example.org>')).toBe('');
    expect(id('"a" <b c>')).toBe('');
    expect(id(`<${'a.'.repeat(200)}a>`)).toBe('');
  });

  it('names its mailing where no name of a person is in it', () => {
    const campaign = (value: string, known: string[] = []) =>
      findCampaign({ reported: mail(['X-Campaign', value]), known });
    expect(campaign('Herbst 2026')).toBe('Herbst 2026');
    expect(campaign('brief an erika@example.org')).toBeNull();
    expect(campaign('Brief an Erika 12', ['erika@example.org'])).toBeNull();
  });
});
