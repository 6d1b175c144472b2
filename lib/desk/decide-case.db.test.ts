// Decisions about a case: each leaves its line in the history and in the audit chain, each knows which version it was
// made on, and of two at once one wins and the other is told by whom.

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CaseEvent } from '@/lib/cases/types';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { addNote } from './add-note';
import { assignCase } from './assign-case';
import { closeCase } from './close-case';
import { dismissCase } from './dismiss-case';
import { reopenCase } from './reopen-case';
import { startReview } from './start-review';
import { watchCase } from './watch-case';

let database: TestDatabase;
const anna = 1;
const ben = 2;
let accountId = 0;
let caseId = 0;

beforeAll(async () => {
  database = await freshDatabase();
  await database.sql`
    INSERT INTO app_user (login, name, disabled_at) VALUES ('anna', 'Anna Adler', NULL), ('ben', 'Ben Bauer', NULL),
      ('carl', 'Carl Conrad', now())`;
});
afterAll(() => database.drop());

beforeEach(async () => {
  const [account] = await database.sql<{ id: number }[]>`
    INSERT INTO account (login, score, stage) VALUES (${`konto${Math.random()}@kunde.example`}, 57.25, 2) RETURNING id`;
  accountId = account?.id ?? 0;
  caseId = await openCase();
});

async function openCase(): Promise<number> {
  const [row] = await database.sql<{ id: number }[]>`
    INSERT INTO "case" (number, account_id, stage, score, peak_stage, initial_score, initial_lines)
    VALUES (next_case_number(now()), ${accountId}, 2, 57.25, 2, 30, '[]') RETURNING id`;
  return row?.id ?? 0;
}

async function read() {
  const [row] = await database.sql`
    SELECT c.state, c.version, c.outcome, c.outcome_reason, c.is_incident, c.closed_at, c.watch_until, c.assignee_id,
      a.score, a.stage, a.baseline, a.baseline_stage, a.baseline_at, a.incidents
    FROM "case" c JOIN account a ON a.id = c.account_id WHERE c.id = ${caseId}`;
  if (row === undefined) throw new Error('the case is gone');
  return row;
}

async function history(): Promise<CaseEvent[]> {
  return [
    ...(await database.sql<
      CaseEvent[]
    >`SELECT kind, detail FROM case_event WHERE case_id = ${caseId} ORDER BY id`),
  ];
}

async function audit(): Promise<{ action: string; detail: Record<string, unknown> }[]> {
  return [
    ...(await database.sql<{ action: string; detail: Record<string, unknown> }[]>`
      SELECT action, detail FROM audit_entry WHERE subject = ${`case:${caseId}`} ORDER BY id`),
  ];
}

const by = (userId: number, version = 1) => ({ caseId, version, userId });

describe('dismissing', () => {
  it('ends the case and freezes score and stage of the account', async () => {
    const outcome = await dismissCase({ ...by(anna), reason: 'wanted-mail', note: 'Vereinsrundbrief' });
    expect(outcome).toEqual({ ok: true, data: { version: 2, state: 'dismissed' } });
    const row = await read();
    expect(row).toMatchObject({
      state: 'dismissed',
      outcome: 'wanted-mail',
      outcome_reason: 'Vereinsrundbrief',
      baseline: row['score'],
    });
    expect(row).toMatchObject({ baseline_stage: row['stage'], is_incident: false, incidents: 0 });
    expect(row['closed_at']).toEqual(row['baseline_at']);
    expect(await history()).toEqual([
      {
        kind: 'dismissed',
        detail: { from: 'new', reason: 'wanted-mail', note: 'Vereinsrundbrief', baseline: 57.25 },
      },
    ]);
  });

  it('leaves the words of a note out of the audit chain, which nobody can cut', async () => {
    await dismissCase({ ...by(anna), reason: 'other', note: 'Herr Beispiel rief an' });
    const [entry] = await audit();
    expect(entry).toMatchObject({ action: 'case-dismissed', detail: { reason: 'other', noteLength: 21 } });
    expect(JSON.stringify(entry)).not.toContain('Beispiel');
  });

  it('wants words where the reason is "other"', async () => {
    expect(await dismissCase({ ...by(anna), reason: 'other', note: null })).toMatchObject({
      code: 'fields',
      fields: { note: 'note-needed' },
    });
    expect(await read()).toMatchObject({ state: 'new', version: 1 });
  });
});

describe('two people at once', () => {
  it('one wins, the other is told who did what, and nothing of the other is written', async () => {
    const outcomes = await Promise.all([
      dismissCase({ ...by(anna), reason: 'no-abuse', note: null }),
      closeCase({ ...by(ben), outcome: 'confirmed-abuse', note: null }),
    ]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    const isAnna = outcomes[0].ok;
    const loser = outcomes[isAnna ? 1 : 0];
    expect(loser).toMatchObject({
      ok: false,
      code: 'case-stale',
      values: { by: isAnna ? 'Anna Adler' : 'Ben Bauer', kind: isAnna ? 'dismissed' : 'closed' },
    });
    expect(await history()).toHaveLength(1);
    expect(await audit()).toHaveLength(1);
    expect(await read()).toMatchObject({ state: isAnna ? 'dismissed' : 'closed', incidents: isAnna ? 0 : 1 });
  });

  it('of twenty at once exactly one wins', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, i) => startReview(by(i % 2 === 0 ? anna : ben))),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.code === 'case-stale')).toHaveLength(19);
    const [chain] = await database.sql<{ broken: number }[]>`
      SELECT count(*)::int AS broken FROM (
        SELECT prev, lag(hash, 1, ''::bytea) OVER (ORDER BY id) AS before FROM audit_entry) e WHERE prev <> before`;
    expect(chain?.broken).toBe(0);
  });
});

describe('closing', () => {
  it('as confirmed abuse makes an incident', async () => {
    await closeCase({ ...by(anna), outcome: 'confirmed-abuse', note: 'Passwort erraten' });
    expect(await read()).toMatchObject({
      state: 'closed',
      outcome: 'confirmed-abuse',
      is_incident: true,
      incidents: 1,
    });
  });

  it.each(['cleaned', 'no-abuse', 'duplicate'] as const)('as %s makes none', async (outcome) => {
    await closeCase({ ...by(anna), outcome, note: null });
    expect(await read()).toMatchObject({ state: 'closed', is_incident: false, incidents: 0 });
  });

  it('is not possible twice', async () => {
    await closeCase({ ...by(anna), outcome: 'cleaned', note: null });
    const again = await closeCase({ ...by(ben, 2), outcome: 'confirmed-abuse', note: null });
    expect(again).toMatchObject({ ok: false, code: 'case-not-allowed', values: { state: 'closed' } });
    expect(await read()).toMatchObject({ outcome: 'cleaned', incidents: 0 });
  });
});

describe('reopening', () => {
  it('takes the incident back', async () => {
    await closeCase({ ...by(anna), outcome: 'confirmed-abuse', note: null });
    expect(await reopenCase({ ...by(anna, 2), note: 'Irrtum' })).toMatchObject({
      ok: true,
      data: { state: 'in_review' },
    });
    expect(await read()).toMatchObject({
      state: 'in_review',
      is_incident: false,
      incidents: 0,
      closed_at: null,
      outcome: null,
    });
  });

  it('lets the baseline of its own dismissal fall, not that of a later one', async () => {
    await dismissCase({ ...by(anna), reason: 'no-abuse', note: null });
    await reopenCase({ ...by(anna, 2), note: null });
    expect(await read()).toMatchObject({ baseline: null, baseline_at: null });
    await dismissCase({ ...by(anna, 3), reason: 'no-abuse', note: null });
    await database.sql`UPDATE account SET baseline = 99, baseline_at = now() WHERE id = ${accountId}`;
    await reopenCase({ ...by(anna, 4), note: null });
    expect(await read()).toMatchObject({ state: 'in_review', baseline: 99 });
  });

  it('is refused beside another open case, which is named', async () => {
    await dismissCase({ ...by(anna), reason: 'no-abuse', note: null });
    const other = await openCase();
    const [{ number } = { number: '' }] = await database.sql<
      { number: string }[]
    >`SELECT number FROM "case" WHERE id = ${other}`;
    expect(await reopenCase({ ...by(anna, 2), note: null })).toEqual({
      ok: false,
      code: 'case-other-open',
      values: { number },
    });
  });
});

describe('watching', () => {
  it('keeps the case open until the day', async () => {
    const until = new Date(Date.now() + 7 * 86_400_000);
    await watchCase({ ...by(anna), until, note: null });
    expect(await read()).toMatchObject({ state: 'watching', watch_until: until, closed_at: null });
    await startReview(by(anna, 2));
    expect(await read()).toMatchObject({ state: 'in_review', watch_until: null });
  });

  it.each([
    ['in the past', -1, 'date-past'],
    ['in a year', 365, 'date-too-far'],
    ['that is none', Number.NaN, 'date-past'],
  ])('refuses a day %s', async (_name, days, code) => {
    const outcome = await watchCase({
      ...by(anna),
      until: new Date(Date.now() + days * 86_400_000),
      note: null,
    });
    expect(outcome).toMatchObject({ code: 'fields', fields: { until: code } });
  });
});

describe('assigning', () => {
  it('begins the review of a new case', async () => {
    expect(await assignCase({ ...by(anna), assigneeId: ben })).toEqual({
      ok: true,
      data: { version: 2, state: 'in_review' },
    });
    expect(await read()).toMatchObject({ assignee_id: ben, state: 'in_review' });
    expect((await history()).map(({ kind }) => kind)).toEqual(['assigned', 'state-changed']);
  });

  it('to whom it belongs changes nothing', async () => {
    await assignCase({ ...by(anna), assigneeId: ben });
    expect(await assignCase({ ...by(anna, 2), assigneeId: ben })).toMatchObject({
      ok: true,
      data: { version: 2 },
    });
    expect(await history()).toHaveLength(2);
  });

  it('refuses somebody disabled or unknown', async () => {
    for (const assigneeId of [3, 4711]) {
      expect(await assignCase({ ...by(anna), assigneeId })).toMatchObject({
        fields: { assignee: 'assignee-unknown' },
      });
    }
  });

  it('gives a case that nobody had to the one who starts its review', async () => {
    await startReview(by(ben));
    expect(await read()).toMatchObject({ assignee_id: ben, state: 'in_review' });
  });
});

describe('notes', () => {
  it('are kept whatever version their writer saw, also on an ended case', async () => {
    await dismissCase({ ...by(anna), reason: 'no-abuse', note: null });
    expect(await addNote({ caseId, userId: ben, text: '  Rückruf am Montag.  ' })).toEqual({
      ok: true,
      data: null,
    });
    expect((await history()).at(-1)).toEqual({ kind: 'note', detail: { text: 'Rückruf am Montag.' } });
    expect(await read()).toMatchObject({ version: 2 });
  });

  it('of nothing, or of a book, are refused', async () => {
    expect(await addNote({ caseId, userId: ben, text: ' \n ' })).toMatchObject({
      fields: { text: 'required' },
    });
    expect(await addNote({ caseId, userId: ben, text: 'x'.repeat(4001) })).toMatchObject({
      fields: { text: 'too-long' },
    });
  });

  it('of a case that does not exist are refused', async () => {
    expect(await addNote({ caseId: 999_999, userId: ben, text: 'x' })).toMatchObject({ code: 'not-found' });
  });
});
