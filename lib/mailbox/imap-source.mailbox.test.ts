// What imapflow keeps quiet about is an error here: half-open connections, refusals, other clients. Against Dovecot.

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAIL_LIMITS } from '@/lib/mime/limits';
import { openMailSource } from './open-source';
import { deliver, sampleMail } from './testing/deliver';
import { hasDovecot, startDovecot, type Dovecot } from './testing/dovecot';
import { startFaultProxy, type FaultProxy } from './testing/fault-proxy';
import type { MailSource } from './types';

describe.runIf(hasDovecot)('an IMAP folder', () => {
  let dovecot: Dovecot;
  let proxy: FaultProxy;
  beforeAll(async () => {
    dovecot = await startDovecot();
    proxy = await startFaultProxy(dovecot.port);
  });
  afterAll(async () => {
    await proxy.stop();
    await dovecot.stop();
  });

  const fill = (user: string, count: number, body = '') => {
    for (let number = 0; number < count; number += 1)
      deliver(dovecot.maildir(user), sampleMail(`${user}-${number}`, body));
  };
  const fetchAll = async (source: MailSource, uids: string[]) => {
    const found: string[] = [];
    for await (const mail of source.fetch(uids)) found.push(mail.uid);
    return found;
  };

  it('that falls silent in the middle of a fetch is an error, soon, and not an empty folder', async () => {
    fill('silent', 200, 'x'.repeat(20_000));
    const source = await openMailSource(dovecot.config('silent', { port: proxy.port, timeoutMs: 1_500 }));
    const uids = await source.list(null);
    const reading = async () => {
      let count = 0;
      for await (const mail of source.fetch(uids)) {
        count += mail.uid === '' ? 0 : 1;
        if (count === 5) proxy.goSilent();
      }
    };
    await expect(reading()).rejects.toMatchObject({ code: 'timed-out' });
    await source.close();
    proxy.heal();
  });

  it('that falls silent while it waits is noticed, whatever the poll interval', async () => {
    fill('idle', 1);
    const source = await openMailSource(dovecot.config('idle', { port: proxy.port, timeoutMs: 1_500 }));
    await source.status();
    proxy.goSilent();
    const waiting = source.wait(3_600_000, new AbortController().signal).then(() => source.status());
    await expect(waiting).rejects.toMatchObject({ code: 'timed-out' });
    await source.close();
    proxy.heal();
  });

  it('from which another client takes mail during a fetch gives the rest, and says what is gone', async () => {
    fill('shared', 300, 'x'.repeat(5_000));
    const [source, other] = await Promise.all([
      openMailSource(dovecot.config('shared')),
      openMailSource(dovecot.config('shared', { processedFolder: 'Elsewhere' })),
    ]);
    const uids = await source.list(null);
    const found: string[] = [];
    for await (const mail of source.fetch(uids)) {
      if (found.length === 0) await other.move(uids.slice(200), 'processed');
      found.push(mail.uid);
    }
    const missing = uids.filter((uid) => !found.includes(uid));
    expect(await source.filterPresent(missing)).toEqual([]);
    expect(new Set([...found, ...uids.slice(200)]).size).toBe(300);
    const moved = await source.move(uids, 'processed');
    expect(moved.map((mail) => mail.uid)).toEqual(uids.slice(0, 200));
    await Promise.all([source.close(), other.close()]);
  });

  it('gives the bytes as they are, the date of receipt, and of too large a mail only its size', async () => {
    const receivedAt = new Date('2026-11-01T09:30:00Z');
    deliver(dovecot.maildir('exact'), sampleMail('exact', 'ä'), receivedAt);
    deliver(
      dovecot.maildir('exact'),
      Buffer.concat([Buffer.from('A: b\r\n\r\n'), Buffer.alloc(MAIL_LIMITS.mailBytes, 120)]),
    );
    const source = await openMailSource(dovecot.config('exact'));
    const mails = [];
    for await (const mail of source.fetch(await source.list(null))) mails.push(mail);
    expect(mails[0]).toMatchObject({ receivedAt, source: Buffer.from(sampleMail('exact', 'ä')) });
    expect(mails[1]).toMatchObject({ source: null, sizeBytes: MAIL_LIMITS.mailBytes + 8 });
    await source.close();
  });

  it('wakes at once when mail arrives, and leaves it unread', async () => {
    fill('awake', 1);
    const source = await openMailSource(dovecot.config('awake'));
    const waiting = source.wait(60_000, new AbortController().signal);
    await sleep(300);
    fill('awake', 1);
    await waiting;
    expect(await fetchAll(source, await source.list(null))).toEqual(['1', '2']);
    expect((await source.list(2)).at(-1)).toBe('2');
    await source.close();
  });

  it('with too many connections is refused with the server’s words', async () => {
    const strict = await startDovecot({ extra: 'mail_max_userip_connections = 1' });
    const first = await openMailSource(strict.config('one'));
    await expect(openMailSource(strict.config('one'))).rejects.toMatchObject({
      name: 'MailboxError',
      detail: expect.stringContaining('Maximum number of connections') as string,
    });
    await first.close();
    await strict.stop();
  });
});
