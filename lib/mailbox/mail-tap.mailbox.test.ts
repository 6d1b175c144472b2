// That the short way is the way taken: a server that answers as Dovecot does has its mail read without imapflow, byte for
// byte what imapflow would have given, and only while somebody takes it.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ImapConnection } from './imap-client';
import type { MailResponse } from './mail-response';
import { deliver, sampleMail } from './testing/deliver';
import { hasDovecot, startDovecot, type Dovecot } from './testing/dovecot';

const QUERY = { uid: true, internalDate: true, size: true, source: { start: 0, maxLength: 1_000_000 } };

describe.runIf(hasDovecot)('fetched mail', () => {
  let dovecot: Dovecot;
  beforeAll(async () => {
    dovecot = await startDovecot();
  });
  afterAll(() => dovecot.stop());

  it('is taken before imapflow reads it, and is the same mail', async () => {
    for (let number = 0; number < 30; number += 1)
      deliver(
        dovecot.maildir('tapped'),
        sampleMail(`${number}`, 'a line with {5}\r\n* 7 FETCH (UID 12)\r\n'),
      );
    const connection = new ImapConnection(dovecot.config('tapped'));
    await connection.connect();
    const { flow } = connection;
    await flow.mailboxOpen('INBOX');
    const taken: MailResponse[] = [];
    const left: MailResponse[] = [];
    const fetch = async () => {
      for await (const { uid, internalDate, size = 0, source } of flow.fetch('1:*', QUERY, { uid: true }))
        left.push({
          uid,
          internalDate: new Date(internalDate ?? NaN),
          size,
          source: Buffer.from(source ?? ''),
        });
    };
    const stop = connection.mails.open((mail) => void taken.push(mail));
    await fetch();
    expect([taken.length, left.length]).toEqual([30, 0]);
    stop();
    await fetch();
    expect(left).toEqual(taken);
    await connection.close();
  });
});
