// Customers of the sample provider answer as customers do: their new words apart from the notice they quote, and with
// steps that can be proposed.

import { describe, expect, it } from 'vitest';
import { readReport } from '@/lib/formats/read-report';
import { readReply } from '@/lib/replies/read-reply';
import { answersNotices, answerTo, type HeldNotice } from './customer-answer';

const notice: HeldNotice = {
  id: 7,
  to: 'erika@freipost.example',
  replyTo: 'abuse+c0ffee@example.com',
  messageId: 'n.1.aa.bb@example.com',
  subject: 'Spam über unsere SMTP Server // AN: <x@example.com>',
  body: 'Guten Tag,\n\nüber Ihr Postfach wird Spam versandt.\n',
  language: 'de',
  customerName: 'Erika Muster',
  sentAt: new Date('2026-11-22T06:00:00Z'),
};

describe('the answer of a sample customer', () => {
  it.each(['de', 'en'])('is read as an answer with its steps (%s)', (language) => {
    const { raw, receivedAt } = answerTo({ ...notice, language });
    const outcome = readReport(raw);
    if (outcome.outcome === 'broken' || outcome.outcome === 'report') throw new Error(outcome.outcome);
    const read = readReply(raw, outcome, false);
    expect(read).toMatchObject({
      kind: 'answer',
      fromAddress: 'erika@freipost.example',
      answers: ['n.1.aa.bb@example.com'],
      proposals: ['device-cleaned', 'password-changed', 'rules-checked'],
    });
    expect(read?.text).not.toContain('Postfach wird Spam');
    expect(read?.quoted).toContain('> über Ihr Postfach');
    expect(receivedAt > notice.sentAt).toBe(true);
  });

  it('is the same whenever it is asked for', () => {
    expect(answerTo(notice)).toEqual(answerTo({ ...notice }));
    expect(answersNotices('a@freipost.example')).toBe(true);
    expect(answersNotices('firma@kontakt-mail.example')).toBe(false);
  });
});
