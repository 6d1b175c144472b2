// Lines of the mail log that come late move what was said of mail of their time: both ways, with score and case.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { recheckAttributions } from './recheck-attributions';
import { arfMail, type ArfOptions } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';
import { lastLine, submissionLines, writeLog } from './testing/log-lines';

let db: TestDatabase;
const minute = 60_000;
const loop = 'loop-a.example.net';
const sender = 'anna@example.com';
const serials = [1, 2, 3, 4, 5].map((n) => 2_000_000_000 + n);
let sentAt: Date;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, [loop]);
  sentAt = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 30 * minute);
});
afterEach(() => db.drop());

const ago = (minutes: number): Date => new Date(Date.now() - minutes * minute);
/** One of the runs that reading was broken into, by when it began. */
const run = (minutes: number, sourceId = 0) => ({ sourceId, runAt: ago(minutes).getTime() });
const complain = (more: Partial<ArfOptions> = {}) =>
  storeMails(
    db,
    serials.map((serial) => ({
      raw: arfMail({ loop, sender, serial, sentAt, ...more }),
      receivedAt: new Date(),
    })),
  );
const logged = (login = sender): string =>
  serials.map((serial) => submissionLines({ serial, login, at: sentAt })).join('');
const verdicts = async (): Promise<string[]> =>
  (await db.sql<{ is: string }[]>`SELECT rung || ' ' || verdict || ' ' || factor AS is FROM attribution`).map(
    (row) => row.is,
  );
const five = (text: string): string[] => Array(5).fill(text) as string[];
const accounts = () =>
  db.sql<{ login: string; score: number }[]>`SELECT login, round(score) AS score FROM account ORDER BY login`;
const openCases = () => db.sql`SELECT complaints, stage FROM "case" WHERE state <> 'closed' ORDER BY id`;

describe('a hole in the log', () => {
  beforeEach(async () => {
    await writeLog(lastLine(ago(90)) + lastLine(ago(60)), run(90));
    await writeLog(lastLine(ago(10)) + lastLine(ago(1)), run(10));
    await recheckAttributions();
    await complain();
    await drain();
  });

  it('leaves the complaints claims: they cannot be checked, and nobody is cleared by it', async () => {
    expect(await verdicts()).toEqual(five('own-received no-longer-checkable 0.6'));
    expect(await accounts()).toEqual([{ login: sender, score: 15 }]);
    const [row] = await db.sql`SELECT evidence FROM attribution LIMIT 1`;
    expect(JSON.stringify(row?.['evidence'])).toContain('"log-hole"');
    expect(await recheckAttributions()).toBe(0);
  });

  it('that is filled with the mails confirms them: the score rises and a case opens', async () => {
    expect(await openCases()).toEqual([]);
    await writeLog(lastLine(ago(59)) + logged() + lastLine(ago(11)), run(59));
    expect(await recheckAttributions()).toBe(5);
    await drain();
    expect(await verdicts()).toEqual(five('log-queue-id sent-by-account 1'));
    expect(await accounts()).toEqual([{ login: sender, score: 25 }]);
    expect(await openCases()).toMatchObject([{ complaints: 5, stage: 2 }]);
    expect(await recheckAttributions()).toBe(0);
  });

  it('that is filled and does not hold the mails takes the weight away', async () => {
    await writeLog(lastLine(ago(59)) + lastLine(ago(11)), run(59));
    expect(await recheckAttributions()).toBe(5);
    await drain();
    expect(await verdicts()).toEqual(five('own-received forged 0'));
    expect(await accounts()).toEqual([{ login: sender, score: 0 }]);
  });

  it('that is filled elsewhere is looked at again by nobody', async () => {
    await writeLog(lastLine(ago(59)) + lastLine(ago(50)), run(59));
    expect(await recheckAttributions()).toBe(0);
  });
});

describe('lines behind the end that was known', () => {
  it('confirm what was called forged', async () => {
    await writeLog(lastLine(ago(90)) + lastLine(ago(1)), run(90, 1));
    await complain();
    await drain();
    expect(await verdicts()).toEqual(five('own-received forged 0'));
    await writeLog(lastLine(ago(40)) + logged() + lastLine(ago(20)), run(40, 2));
    expect(await recheckAttributions()).toBe(5);
    await drain();
    expect(await verdicts()).toEqual(five('log-queue-id sent-by-account 1'));
    expect(await openCases()).toMatchObject([{ complaints: 5 }]);
  });

  it('of a log that was connected after all was filed', async () => {
    await complain({ feedbackType: 'fraud' });
    await drain();
    expect(await openCases()).toMatchObject([{ complaints: 5, stage: 2 }]);
    const only = run(90);
    await writeLog(lastLine(ago(90)), only);
    expect(await recheckAttributions()).toBe(0);
    await writeLog(lastLine(ago(1)), only);
    expect(await recheckAttributions()).toBe(5);
    await drain();
    expect(await verdicts()).toEqual(five('own-received forged 0'));
    expect(await accounts()).toEqual([{ login: sender, score: 0 }]);
  });
});

describe('a Message-ID found while another server lags', () => {
  const onMail2 = (text: string): string => text.replaceAll(' mail1 ', ' mail2 ').replaceAll('4Q', '4S');

  it('counts at once, and no more when the other one knows a second sender of it', async () => {
    const second = run(90, 2);
    await writeLog(lastLine(ago(90), 'mail2') + lastLine(ago(60), 'mail2'), second);
    await writeLog(lastLine(ago(90)) + onMail2(logged()).replaceAll(' mail2 ', ' mail1 ') + lastLine(ago(1)));
    await recheckAttributions();
    await complain();
    await drain();
    expect(await verdicts()).toEqual(five('log-message-id sent-by-account 0.9'));
    expect(await accounts()).toEqual([{ login: sender, score: 22 }]);
    expect(await recheckAttributions()).toBe(0);
    const other = onMail2(logged('mallory@example.com')).replaceAll('4S', '4T');
    await writeLog(other + lastLine(ago(1), 'mail2'), second);
    expect(await recheckAttributions()).toBe(5);
    await drain();
    expect(await verdicts()).toEqual(five('log-message-id ambiguous 0'));
    expect((await accounts()).map(({ score }) => score)).toEqual([0]);
    expect(await recheckAttributions()).toBe(0);
  });
});
