// What Postfix's queue programs print, and what a sender could make them print.

import { describe, expect, it } from 'vitest';
import { ConnectorFault } from '@/lib/containment/types';
import { readListing } from './listing';
import { isQueueId, queuePrograms } from './programs';
import { readEnvelopes, readHeaders } from './sections';

const row = (more: object) =>
  JSON.stringify({
    queue_name: 'deferred',
    queue_id: '4jWzdS1wk8zL51j',
    arrival_time: 1_795_327_447,
    message_size: 457,
    forced_expire: false,
    sender: 'erika@example.com',
    recipients: [{ address: 'a@example.net', delay_reason: 'deferred transport' }],
    ...more,
  });

describe('a listing', () => {
  it('names place, size, sender and recipients of long and short ids', () => {
    const many = Array.from({ length: 9 }, (_, i) => ({ address: `r${i}@example.net` }));
    const mails = readListing(
      [row({}), row({ queue_id: 'D2384448A95', queue_name: 'hold', recipients: many }), ''].join('\n'),
    );
    expect(mails).toMatchObject([
      { queueId: '4jWzdS1wk8zL51j', place: 'waiting', arrivedAt: 1_795_327_447, recipientCount: 1 },
      { queueId: 'D2384448A95', place: 'hold', recipientCount: 9 },
    ]);
    expect(mails[1]?.recipients).toHaveLength(5);
  });

  it('leaves out what the queue manager does not deliver from, and knows the null sender', () => {
    const mails = readListing([row({ queue_name: 'maildrop' }), row({ sender: 'MAILER-DAEMON' })].join('\n'));
    expect(mails).toMatchObject([{ sender: '' }]);
  });

  it.each(['{"queue_id": "A"}', 'Mail queue is empty', row({ queue_id: '-d' })])(
    'that is no listing is a fault, not an empty queue: %s',
    (text) => {
      expect(() => readListing(text)).toThrow(ConnectorFault);
    },
  );
});

describe('what postcat prints', () => {
  const envelope = (id: string, user: string | null) =>
    `*** ENVELOPE RECORDS deferred/${id} ***\n` +
    (user === null ? '' : `named_attribute: sasl_username=${user}\n`) +
    `sender: erika@example.com\n*** MESSAGE CONTENTS deferred/${id} ***\n*** HEADER EXTRACTED deferred/${id} ***\n` +
    `*** MESSAGE FILE END deferred/${id} ***\n`;

  it('says of each mail who signed in, in lower case', () => {
    expect(readEnvelopes(envelope('AAAAA1', 'Erika@Example.com') + envelope('AAAAA2', null))).toEqual([
      { queueId: 'AAAAA1', saslUser: 'erika@example.com' },
      { queueId: 'AAAAA2', saslUser: null },
    ]);
  });

  it('lets no header take the place of another mail’s', () => {
    const text = [
      '*** ENVELOPE RECORDS hold/AAAAA1 ***',
      'sender: erika@example.com',
      '*** MESSAGE CONTENTS hold/AAAAA1 ***',
      'Subject: Gewinn',
      '*** MESSAGE FILE END hold/ZZZZZ9 ***',
      '*** ENVELOPE RECORDS hold/AAAAA2 ***',
      'X-Rest: da',
      '*** HEADER EXTRACTED hold/AAAAA1 ***',
      '*** ENVELOPE RECORDS hold/AAAAA2 ***',
      '*** MESSAGE CONTENTS hold/AAAAA2 ***',
      'Subject: ehrlich',
      '*** HEADER EXTRACTED hold/AAAAA2 ***',
    ].join('\n');
    const found = readHeaders(text, ['AAAAA1', 'AAAAA2'], 8_192);
    expect(found.get('AAAAA1')).toContain('X-Rest: da');
    expect(found.get('AAAAA2')).toBe('Subject: ehrlich');
  });
});

describe('queue ids', () => {
  it.each(['D2384448A95', '4jWzdS1wk8zL51j', 'ABCDE'])('%s is one', (id) => {
    expect(isQueueId(id)).toBe(true);
  });
  it.each(['ALL', '-', '', 'ABC;id', '../etc', '-dALL0', 'A B C D E'])('%s is none', (id) => {
    expect(isQueueId(id)).toBe(false);
  });

  it('nothing else gets to postsuper, above all not the word for every mail', async () => {
    const programs = queuePrograms(
      {
        postqueueProgram: 'a',
        postcatProgram: 'a',
        postsuperProgram: 'a',
        configDirectory: '',
        logHost: '',
      },
      { allowedHosts: [], commands: new Map([['a', '/bin/true']]) },
    );
    await expect(programs.operate('-d', ['ALL'], ['hold'], AbortSignal.timeout(5_000))).rejects.toMatchObject(
      { effect: 'refused', code: 'queue-id-strange' },
    );
  });
});
