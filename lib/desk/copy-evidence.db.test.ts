// What the mail log says of a case is copied into it: with the first mail that a complaint names, renewed while the case
// is open, and kept when the log has dropped its days.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getCaseEvidence } from '@/lib/cases/evidence-queries';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { copyEvidence } from './copy-evidence';
import { forgetDeskContext } from './desk-context';
import { dropOldLogs } from './drop-old-logs';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';
import { lastLine, submissionLines, writeLog } from './testing/log-lines';

let db: TestDatabase;
const minute = 60_000;
const day = 24 * 60 * minute;
const loop = 'loop-a.example.net';
const sender = 'anna@example.com';
const serials = [1, 2, 3, 4, 5].map((n) => 2_000_000_000 + n);
let sentAt: Date;

beforeEach(async () => {
  db = await freshDatabase();
  forgetDeskContext();
  await prepareDesk(db, [loop]);
  sentAt = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 30 * minute);
});
afterEach(() => db.drop());

const ago = (ms: number): Date => new Date(Date.now() - ms);

/** Five people complain about five mails of an account, of which the log knows. */
async function openCase(): Promise<number> {
  const mails = serials.map((serial, i) =>
    submissionLines({ serial, login: sender, at: new Date(sentAt.getTime() + i * 1_000) }),
  );
  await writeLog(lastLine(ago(3 * day)) + mails.join('') + lastLine(ago(minute)));
  await storeMails(
    db,
    serials.map((serial) => ({ raw: arfMail({ loop, sender, serial, sentAt }), receivedAt: new Date() })),
  );
  await drain();
  const [row] = await db.sql<{ id: number }[]>`SELECT id FROM "case"`;
  return row?.id ?? 0;
}

async function copied(caseId: number) {
  const row = await getCaseEvidence(caseId);
  const hours = row?.kept.days.flatMap((one) => one.hours) ?? [];
  const places = row?.kept.days.flatMap((one) => one.places) ?? [];
  return { row, messages: hours.reduce((sum, hour) => sum + hour.messages, 0), places };
}

describe('the copy of a case', () => {
  it('holds what the account sent, from where, and the first mail that was complained about', async () => {
    const id = await openCase();
    expect(await copyEvidence()).toBe(1);
    const { row, messages, places } = await copied(id);
    expect(messages).toBe(5);
    expect(row?.kept.sender).toEqual({ kind: 'login', login: sender });
    expect(row?.kept.firstNamed).toMatchObject({ at: sentAt.getTime() });
    expect(places).toHaveLength(1);
    expect(places[0]?.network).toMatch(/^[\d.]+\.0\/24$/);
  });

  it('is renewed after ten minutes, with what came meanwhile', async () => {
    const id = await openCase();
    await copyEvidence();
    await writeLog(submissionLines({ serial: 2_000_000_099, login: sender, at: ago(2 * minute) }));
    const soon = new Date(Date.now() + 9 * minute);
    expect(await copyEvidence(soon)).toBe(0);
    const later = new Date(Date.now() + 11 * minute);
    expect(await copyEvidence(later)).toBe(1);
    const { row, messages } = await copied(id);
    expect(messages).toBe(6);
    expect(row?.takenAt).toEqual(later);
  });

  it('keeps the days that the log drops', async () => {
    const id = await openCase();
    await copyEvidence();
    const tomorrow = new Date(Date.now() + day - 6 * minute);
    await writeLog(lastLine(tomorrow));
    await dropOldLogs(tomorrow.getTime(), 0);
    forgetDeskContext();
    expect(await db.sql`SELECT FROM mail_transaction WHERE sasl_user = ${sender}`).toHaveLength(0);
    expect(await copyEvidence(tomorrow)).toBe(1);
    expect((await copied(id)).messages).toBe(5);
  });

  it('is made once for a case that was closed before, and not again', async () => {
    const id = await openCase();
    await db.sql`UPDATE "case" SET state = 'closed', closed_at = now() WHERE id = ${id}`;
    expect(await copyEvidence()).toBe(1);
    expect(await copyEvidence(new Date(Date.now() + day))).toBe(0);
  });

  it('is not made where no log is known', async () => {
    await storeMails(db, [
      { raw: arfMail({ loop, sender, serial: 2_000_000_001, sentAt }), receivedAt: new Date() },
    ]);
    await drain();
    expect(await copyEvidence()).toBe(0);
  });
});
