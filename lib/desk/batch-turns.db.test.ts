// While one batch is read another one is filed, in the same thread: reading lets what the database answers through.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { processBatch } from './process-batch';
import { unwatched, type ReadWatch } from './read-watch';
import { arfMail } from './testing/arf';
import { prepareDesk, storeMails } from './testing/desk';

let db: TestDatabase;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net']);
});
afterEach(() => db.drop());

it('reading a batch gives the event loop its turn every few mails, and never within a mail', async () => {
  const mail = (serial: number) => ({
    raw: arfMail({ loop: 'loop-a.example.net', sender: `user${serial}@example.com`, serial }),
  });
  await storeMails(
    db,
    Array.from({ length: 60 }, (_, i) => mail(i + 1)),
  );
  let turns = 0;
  const count = (): void => {
    turns += 1;
    timer = setImmediate(count);
  };
  let timer = setImmediate(count);
  const begun: number[] = [];
  const ended: number[] = [];
  const watch: ReadWatch = {
    ...unwatched,
    reading: () => begun.push(turns),
    read: () => ended.push(turns),
  };
  expect(await processBatch(60, undefined, watch)).toBe(60);
  clearImmediate(timer);
  const first = begun.slice(0, 60);
  expect(new Set(first).size).toBeGreaterThanOrEqual(6);
  expect(ended.slice(0, 60)).toEqual(first);
});
