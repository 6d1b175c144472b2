// A case that no log confirms is never shown as if one did: enough claims open it, and it says that they are claims.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { getCase } from '@/lib/cases/detail-queries';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';
import { lastLine, submissionLines, writeLog } from './testing/log-lines';

const HOUR = 3_600_000;
const anna = 'anna@example.com';
const sentAt = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 2 * HOUR);
/** Queue ids are made of them: shorter ones would be none. */
const serials = Array.from({ length: 9 }, (_entry, n) => 100_000 + n);

let db: TestDatabase;
beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net']);
});
afterEach(() => db.drop());

async function complain(): Promise<void> {
  await storeMails(
    db,
    serials.map((serial) => ({
      raw: arfMail({ loop: 'loop-a.example.net', sender: anna, serial, sentAt }),
      receivedAt: new Date(sentAt.getTime() + HOUR),
    })),
  );
  await drain();
}

async function theCase() {
  const [row] = await db.sql<{ number: string }[]>`SELECT number FROM "case"`;
  return row === undefined ? null : getCase(row.number);
}

it('nine people about mail that only names the account open a case that says so', async () => {
  await complain();
  expect(await theCase()).toMatchObject({ complaints: 9, isUnconfirmed: true });
});

it('one of these mails in the log is enough to confirm', async () => {
  await writeLog(submissionLines({ serial: serials[4] ?? 0, login: anna, at: sentAt }));
  await complain();
  expect(await theCase()).toMatchObject({ isUnconfirmed: false });
});

it('mail that the log covers and does not know opens none at all', async () => {
  await writeLog(lastLine(new Date(sentAt.getTime() - HOUR)) + lastLine(new Date()));
  await complain();
  expect(await theCase()).toBeNull();
});
