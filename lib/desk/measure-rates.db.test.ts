// The complaint rate from end to end: mail in the log, complaints about it, and the factor that follows. What cannot be
// known stays unknown, and a log that stands still changes nothing.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import type { ScoreLine } from '@/lib/scoring/types';
import { measureRates } from './measure-rates';
import { arfMail } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';
import { submissionLines, writeLog } from './testing/log-lines';
import { trafficLines } from './testing/log-traffic';

const HOUR = 3_600_000;
const end = Math.floor(Date.now() / HOUR) * HOUR;
const at = (hours: number): Date => new Date(end + hours * HOUR);
/** Queue ids are made of them: shorter ones would be none. */
const FIRST = 100_000;
const anna = 'anna@example.com';

let db: TestDatabase;
beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop-a.example.net']);
});
afterEach(() => db.drop());

/** So many complaints of readers at example.org about mails of anna's that the log has, sent `hours` before the end. */
async function complain(from: number, count: number, hours = -3, complainant?: null): Promise<void> {
  const numbers = Array.from({ length: count }, (_entry, n) => FIRST + from + n);
  await writeLog(numbers.map((serial) => submissionLines({ serial, login: anna, at: at(hours) })).join(''));
  await storeMails(
    db,
    numbers.map((serial) => ({
      raw: arfMail({
        ...{ loop: 'loop-a.example.net', sender: anna, serial, sentAt: at(hours) },
        ...(complainant === null ? { complainant } : {}),
      }),
      receivedAt: at(hours + 1),
    })),
  );
  await drain();
}

/** Mail that anna sends beside, to `domain`; the log reaches to `to`. */
async function deliver(recipients: number, domain = 'example.org', to = 0): Promise<void> {
  const half = { login: anna, mails: recipients / 10, recipients: 5, recipientDomain: domain };
  await writeLog(trafficLines({ ...half, at: at(-72) }) + trafficLines({ ...half, at: at(-4) }));
  await writeLog(trafficLines({ login: 'other@example.com', at: at(to), mails: 1 }));
}

async function rateLine(login = anna): Promise<ScoreLine | undefined> {
  const [row] = await db.sql<{ lines: ScoreLine[] }[]>`
    SELECT score_lines AS lines FROM account WHERE login = ${login}`;
  return row?.lines.find(({ code }) => code.startsWith('rate'));
}

describe('the complaint rate', () => {
  it('is complaints per mail delivered to where the complainants are', async () => {
    await deliver(600);
    await complain(1, 3);
    expect(await rateLine()).toMatchObject({ code: 'rate-unknown', factor: 1 });
    expect(await measureRates(() => at(0))).toBe(1);
    expect(await rateLine()).toMatchObject({
      code: 'rate',
      factor: 1.5,
      detail: { complaints: 3, delivered: 603, perMille: 4.98 },
    });
    expect(await db.sql`SELECT domains FROM account_rate`).toEqual([{ domains: ['example.org'] }]);
    const [account] = await db.sql<{ score: number }[]>`SELECT score FROM account WHERE login = ${anna}`;
    expect(account?.score).toBeCloseTo(3 * 5 * 1.5, 0);
  });

  it('leaves out mail to others, and says so where too little is left', async () => {
    await deliver(600, 'example.net');
    await complain(1, 3);
    await measureRates();
    expect(await rateLine()).toMatchObject({ code: 'rate-too-few', factor: 1, detail: { delivered: 3 } });
  });

  it('of a site counts what its programs delivered, not what mailboxes did', async () => {
    const script = { login: null, mails: 40, recipients: 5 };
    await writeLog(trafficLines({ ...script, at: at(-72) }) + trafficLines({ ...script, at: at(-4) }));
    await deliver(600);
    const numbers = [1, 2, 3].map((n) => FIRST + n);
    await writeLog(numbers.map((serial) => submissionLines({ serial, login: null, at: at(-3) })).join(''));
    const complaint = { loop: 'loop-a.example.net', sender: 'web17@example.com', hop: 'none' as const };
    await storeMails(
      db,
      numbers.map((serial) => ({
        raw: arfMail({ ...complaint, serial, sentAt: at(-3) }),
        receivedAt: at(-2),
      })),
    );
    await drain();
    expect(await measureRates()).toBe(1);
    expect(await rateLine('uid10017@mail1.example.com')).toMatchObject({
      code: 'rate',
      factor: 1.5,
      detail: { complaints: 3, delivered: 403, perMille: 7.44 },
    });
  });

  it('a quiet newsletter of five complainants comes before nobody, once its rate is known', async () => {
    await deliver(6_000);
    await complain(1, 4);
    await measureRates();
    await db.sql`INSERT INTO setting (key, value, updated_at) VALUES ('log-signals', '{"to": "2026-11-22T00:00:00Z"}', now())`;
    await complain(5, 1);
    expect(await db.sql`SELECT stage FROM account WHERE login = ${anna}`).toEqual([{ stage: 1 }]);
    expect(await db.sql`SELECT 1 FROM "case"`).toHaveLength(0);
  });

  it('is unknown where no reporter says where its people are, by the program where that is known', async () => {
    await deliver(600, 'yahoo.de');
    await complain(1, 2, -3, null);
    await measureRates();
    expect(await db.sql`SELECT delivered FROM account_rate`).toEqual([{ delivered: null }]);
    expect(await rateLine()).toMatchObject({ code: 'rate-unknown', factor: 1 });
    await db.sql`UPDATE feedback_loop SET program = 'Yahoo CFL'`;
    await measureRates(() => new Date(Date.now() + 2 * HOUR));
    expect(await rateLine()).toMatchObject({
      code: 'rate-unsure',
      detail: { complaints: 1, delivered: 600 },
    });
  });

  it('a complaint about mail that the log does not reach yet is not held against what it reaches', async () => {
    await deliver(600, 'example.org', -3.5);
    await complain(1, 2, -40);
    await measureRates();
    const before = await rateLine();
    expect(before?.detail).toMatchObject({ complaints: 2, delivered: 602 });
    // Claims of a mail after the end of the log: filed as such, and not in the rate.
    await storeMails(db, [
      {
        raw: arfMail({ loop: 'loop-a.example.net', sender: anna, serial: FIRST + 77, sentAt: at(-1) }),
        receivedAt: at(0),
      },
    ]);
    await drain();
    await measureRates(() => new Date(Date.now() + 2 * HOUR));
    expect((await rateLine())?.detail).toMatchObject({ complaints: 2, delivered: 602 });
  });

  it('less than a day of log measures nothing, no log nothing either', async () => {
    expect(await measureRates()).toBe(0);
    await writeLog(trafficLines({ login: anna, at: at(-20), mails: 200, recipients: 5 }));
    await complain(1, 3);
    expect(await measureRates()).toBe(0);
    expect(await rateLine()).toMatchObject({ code: 'rate-unknown', factor: 1 });
  });

  it('is measured again with the next complaint, or after an hour, and not before', async () => {
    await deliver(600);
    await complain(1, 1);
    expect(await measureRates()).toBe(1);
    expect(await measureRates()).toBe(0);
    expect(await measureRates(() => new Date(Date.now() + 1.5 * HOUR))).toBe(1);
  });
});
