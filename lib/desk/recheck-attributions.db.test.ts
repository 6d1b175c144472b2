// The mail log decides what complaints weigh: confirmed, forged, or not yet known; what was filed before the log came is
// moved by it, up and down, with its score and its case.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { recheckAttributions } from './recheck-attributions';
import { replayMessages } from './replay-messages';
import { arfMail, type ArfOptions } from './testing/arf';
import { drain, prepareDesk, storeMails } from './testing/desk';
import { lastLine, submissionLines, writeLog } from './testing/log-lines';

let db: TestDatabase;
const minute = 60_000;
const loop = 'loop-a.example.net';
const sender = 'anna@example.com';
/** Queue ids as long as real ones. */
const serials = [1, 2, 3, 4, 5].map((n) => 2_000_000_000 + n);
let sentAt: Date;

beforeEach(async () => {
  db = await freshDatabase();
  await prepareDesk(db, [loop]);
  sentAt = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 30 * minute);
});
afterEach(() => db.drop());

const ago = (minutes: number): Date => new Date(Date.now() - minutes * minute);
const complain = (more: Partial<ArfOptions> = {}, receivedAt = new Date()) =>
  storeMails(
    db,
    serials.map((serial) => ({ raw: arfMail({ loop, sender, serial, sentAt, ...more }), receivedAt })),
  );
const logged = (login: string | null = sender): string =>
  serials.map((serial) => submissionLines({ serial, login, at: sentAt })).join('');
const verdicts = async (): Promise<string[]> =>
  (await db.sql<{ is: string }[]>`SELECT rung || ' ' || verdict || ' ' || factor AS is FROM attribution`).map(
    (row) => row.is,
  );
const accounts = () =>
  db.sql<{ login: string; score: number }[]>`SELECT login, round(score) AS score FROM account ORDER BY login`;
const openCases = () => db.sql`SELECT complaints, stage FROM "case" WHERE state <> 'closed' ORDER BY id`;

describe('a log that was there before', () => {
  it('confirms the complaints: five people are a case', async () => {
    await writeLog(lastLine(ago(90)) + logged() + lastLine(ago(1)));
    await complain();
    await drain();
    expect(await verdicts()).toEqual(Array(5).fill('log-queue-id sent-by-account 1'));
    expect(await accounts()).toEqual([{ login: sender, score: 25 }]);
    expect(await openCases()).toMatchObject([{ complaints: 5, stage: 2 }]);
    const [row] = await db.sql`SELECT evidence FROM attribution LIMIT 1`;
    expect(JSON.stringify(row?.['evidence'])).toContain('sasl_username=anna@example.com');
  });

  it('does not know them: they are forged, weigh nothing and bring no account into being', async () => {
    await writeLog(lastLine(ago(90)) + lastLine(ago(1)));
    await complain();
    await drain();
    expect(await verdicts()).toEqual(Array(5).fill('own-received forged 0'));
    expect(await accounts()).toEqual([]);
    expect(await openCases()).toEqual([]);
  });

  it('names another account than the mail: that one is blamed', async () => {
    await writeLog(lastLine(ago(90)) + logged('mallory@example.com') + lastLine(ago(1)));
    await complain();
    await drain();
    expect(await accounts()).toEqual([{ login: 'mallory@example.com', score: 25 }]);
  });

  it('names a web space: the account is the site', async () => {
    await writeLog(lastLine(ago(90)) + logged(null) + lastLine(ago(1)));
    await complain();
    await drain();
    expect(await verdicts()).toEqual(Array(5).fill('log-queue-id sent-by-web-script 1'));
    const rows = await db.sql`SELECT kind, login FROM account`;
    expect(rows).toEqual([{ kind: 'site', login: 'uid10017@mail1.example.com' }]);
  });

  it('begins later: the complaints stay claims', async () => {
    await writeLog(lastLine(ago(10)) + lastLine(ago(1)));
    await complain();
    await drain();
    expect(await verdicts()).toEqual(Array(5).fill('own-received no-longer-checkable 0.6'));
    expect(await accounts()).toEqual([{ login: sender, score: 15 }]);
  });
});

describe('a log that comes later', () => {
  beforeEach(async () => {
    await writeLog(lastLine(ago(90)) + lastLine(ago(60)));
    await complain();
    await drain();
  });

  it('is waited for: until then nothing counts and nobody is blamed', async () => {
    expect(await verdicts()).toEqual(Array(5).fill('own-received waiting 0'));
    expect(await accounts()).toEqual([]);
    expect(await recheckAttributions()).toBe(0);
  });

  it('confirms: the complaints count at once and open their case', async () => {
    await writeLog(logged() + lastLine(ago(1)));
    expect(await recheckAttributions()).toBe(5);
    expect(await recheckAttributions()).toBe(0);
    await drain();
    expect(await verdicts()).toEqual(Array(5).fill('log-queue-id sent-by-account 1'));
    expect(await accounts()).toEqual([{ login: sender, score: 25 }]);
    expect(await openCases()).toMatchObject([{ complaints: 5 }]);
    const [waits] = await db.sql`SELECT count(wait_until)::int AS n FROM attribution`;
    expect(waits).toEqual({ n: 0 });
  });

  it('does not know them: they are forged', async () => {
    await writeLog(lastLine(ago(1)));
    expect(await recheckAttributions()).toBe(5);
    await drain();
    expect(await verdicts()).toEqual(Array(5).fill('own-received forged 0'));
    expect(await accounts()).toEqual([]);
  });

  it('or never: after the wait they count as claims', async () => {
    const later = (): Date => new Date(Date.now() + 16 * minute);
    expect(await recheckAttributions(later)).toBe(5);
    await drain(later);
    expect(await verdicts()).toEqual(Array(5).fill('own-received claimed 0.6'));
    expect(await accounts()).toEqual([{ login: sender, score: 15 }]);
    expect(await recheckAttributions(later)).toBe(0);
  });

  it('after the wait: what it does not know loses the weight of a claim', async () => {
    const later = (): Date => new Date(Date.now() + 16 * minute);
    await recheckAttributions(later);
    await drain(later);
    await writeLog(lastLine(ago(1)));
    expect(await recheckAttributions(later)).toBe(5);
    await drain(later);
    expect(await verdicts()).toEqual(Array(5).fill('own-received forged 0'));
    expect(await accounts()).toEqual([{ login: sender, score: 0 }]);
  });
});

describe('a log that is connected after all was filed', () => {
  it('takes back what it does not know: score and case go down', async () => {
    const ids = await complain({ feedbackType: 'fraud' });
    await drain();
    expect(await accounts()).toEqual([{ login: sender, score: 40 }]);
    expect(await openCases()).toMatchObject([{ complaints: 5, stage: 2 }]);
    await writeLog(lastLine(ago(90)) + lastLine(ago(1)));
    const [user] = await db.sql<{ id: number }[]>`
      INSERT INTO app_user (login, name) VALUES ('anna', 'Anna') RETURNING id`;
    await replayMessages({ ids }, user?.id ?? 0);
    await drain();
    expect(await verdicts()).toEqual(Array(5).fill('own-received forged 0'));
    expect(await accounts()).toEqual([{ login: sender, score: 0 }]);
    expect(await openCases()).toMatchObject([{ complaints: 0 }]);
  });
});
