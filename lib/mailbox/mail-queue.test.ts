// Nothing that came is lost between reading and taking, and no more waits than the limits let.

import { expect, it } from 'vitest';
import { MailQueue } from './mail-queue';

it('gives out what came, then the error that ended it', async () => {
  const queue = new MailQueue<number>();
  void queue.put(1, 10);
  void queue.put(2, 10);
  queue.finish(new Error('the line broke'));
  expect(await queue.take()).toEqual([1, 2]);
  await expect(queue.take()).rejects.toThrow('the line broke');
});

it('waits for a mail, and for the end', async () => {
  const queue = new MailQueue<number>();
  const first = queue.take();
  void queue.put(1, 10);
  expect(await first).toEqual([1]);
  const last = queue.take();
  queue.finish();
  expect(await last).toBeNull();
});

it.each([
  ['many', 64, 1],
  ['large', 1, 2 ** 20],
])('lets whoever puts wait where too %s mails wait, until they are taken', async (_, mails, bytes) => {
  const queue = new MailQueue<number>();
  for (let i = 1; i < mails; i += 1) expect(queue.put(i, bytes)).toBeUndefined();
  const room = queue.put(mails, bytes);
  expect(room).toBeInstanceOf(Promise);
  expect(await queue.take()).toHaveLength(mails);
  await room;
  expect(queue.put(0, 1)).toBeUndefined();
});

it('lets nobody wait once nobody takes any more', async () => {
  const queue = new MailQueue<number>();
  const room = queue.put(1, 2 ** 20);
  queue.close();
  await room;
  expect(queue.put(2, 2 ** 20)).toBeUndefined();
});
