// The customer's page: a token opens it and nothing else does; reading changes nothing; what is written there proposes
// and answers, and never touches the account.

import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { saveSetting } from '@/lib/notices/settings-store';
import { listReplies } from '@/lib/replies/queries';
import { loadRelease } from '@/lib/replies/release-queries';
import { noteBounce } from './note-undelivered';
import { MISSES_PER_ADDRESS, readCustomerPage } from './read-customer-page';
import { revokeCustomerPage } from './revoke-customer-page';
import {
  ANSWERS_PER_DAY,
  SUBMISSIONS_PER_ADDRESS,
  takeCustomerPage,
  type PageSubmission,
} from './take-customer-page';
import type { MeasureCase } from './testing/measures';
import { outsideContact, prepareCustomerCase, releaseComposed, sendOut } from './testing/noticed-case';

vi.hoisted(() => {
  Object.assign(process.env, {
    SECRET_KEY: 'a7'.repeat(32),
    NOTICE_FROM: 'abuse@example.com',
    SMTP_HOST: '127.0.0.1',
    SMTP_SECURITY: 'none',
    PUBLIC_URL: 'https://abuse.example.com',
  });
});

let db: TestDatabase;
let made: MeasureCase;
let token: string;
const now = new Date();
const address = '192.0.2.7';

const enable = (isEnabled: boolean, origin = '') =>
  db.sql.begin((tx) => saveSetting(tx, { kind: 'page', value: { isEnabled, origin } }, made.agentId));
/** Tokens of the page in a mail, from both of its parts. */
const tokensIn = (mime: string) => [
  ...new Set(
    [...mime.replaceAll(/=\r?\n/g, '').matchAll(/\/c\/([A-Za-z0-9_-]{22})/g)].map(([, found = '']) => found),
  ),
];

beforeEach(async () => {
  db = await freshDatabase();
  made = await prepareCustomerCase(db);
  await enable(true);
  await releaseComposed(db, made, now);
  const [mail] = await sendOut(now);
  [token = ''] = tokensIn(mail?.mime ?? '');
});
afterEach(() => db.drop());

const read = (what = token, from = address) => readCustomerPage(what, from, 'de');
const submit = (more: Partial<PageSubmission> = {}) =>
  takeCustomerPage({
    token,
    address,
    intent: 'send',
    items: [],
    text: 'Rechner gescannt.',
    once: 'a',
    ...more,
  });
/** Everything that could change but the throttle. */
const everything = async () =>
  JSON.stringify(
    await Promise.all(
      [
        '"case"',
        'case_event',
        'reply',
        'checklist_tick',
        'notice',
        'customer_page',
        'measure',
        'audit_entry',
        'account',
      ].map((table) => db.sql.unsafe(`SELECT * FROM ${table} ORDER BY 1`)),
    ),
  );

describe('the way to the page', () => {
  it('is in the mail alone: the text that people see and the row know no token', async () => {
    expect(token).toHaveLength(22);
    const [notice] = await db.sql<{ body: string }[]>`SELECT body FROM notice`;
    expect(notice?.body).toContain('https://abuse.example.com/c/persoenlicher-link');
    expect(notice?.body).not.toContain(token);
    const [page] = await db.sql<{ text: string }[]>`SELECT row_to_json(p)::text AS text FROM customer_page p`;
    expect(page?.text).not.toContain(token);
    expect(await read()).not.toBeNull();
  });

  it('is another one in every mail, also to the next contact after a bounce', async () => {
    await db.sql`
      INSERT INTO customer_contact (customer_id, kind, value, origin, position)
      SELECT customer_id, 'email', 'zweite@example.org', 'x', 2 FROM account`;
    const [notice] = await db.sql<{ id: number }[]>`SELECT id FROM notice`;
    await db.sql.begin((tx) => noteBounce(tx, notice?.id ?? 0, '5.1.1', now));
    const [mail] = await sendOut(now);
    const [second = ''] = tokensIn(mail?.mime ?? '');
    expect(second).toHaveLength(22);
    expect(second).not.toBe(token);
    expect(await read(second)).not.toBeNull();
  });

  it('stands in no notice while the page is switched off', async () => {
    await enable(false);
    await releaseComposed(db, made, now, { kind: 'reminder' });
    const [mail] = await sendOut(now);
    expect(mail?.mime).not.toContain('/c/');
  });

  it('leads to an address of its own where one is set', async () => {
    await enable(true, 'https://hilfe.example.com');
    await releaseComposed(db, made, now, { kind: 'reminder' });
    const [mail] = await sendOut(now);
    expect(mail?.mime.replaceAll(/=\r?\n/g, '')).toMatch(
      /https:\/\/hilfe\.example\.com\/c\/[A-Za-z0-9_-]{22}/,
    );
  });
});

describe('no page', () => {
  const shut: [string, () => Promise<unknown>][] = [
    ['it is switched off', () => enable(false)],
    [
      'it was closed',
      () =>
        revokeCustomerPage({
          caseId: made.caseId,
          userId: made.agentId,
        }),
    ],
    ['the case has ended', () => db.sql`UPDATE "case" SET state = 'closed', closed_at = now()`],
  ];
  it.each(shut)('is there where %s, and nothing can be written', async (_, cause) => {
    await cause();
    const before = await everything();
    expect(await read()).toBeNull();
    expect(await submit()).toEqual({ ok: false, code: 'not-found' });
    expect(await everything()).toBe(before);
  });

  it('answers to guesses, and after some of them an address is looked at no more', async () => {
    for (const guess of ['', 'x', `${token}x`, token.slice(1), token.toUpperCase(), '../cases', '%00'])
      expect(await read(guess)).toBeNull();
    for (let i = 0; i < MISSES_PER_ADDRESS; i += 1)
      expect(await read(randomBytes(16).toString('base64url'), '198.51.100.9')).toBeNull();
    expect(await read(token, '198.51.100.9')).toBeNull();
    expect(await read(token, '198.51.100.10'), 'others are not kept out').not.toBeNull();
  });
});

describe('reading', () => {
  it('changes nothing, however often a program follows the link', async () => {
    const before = await everything();
    for (let i = 0; i < 20; i += 1) expect(await read()).not.toBeNull();
    expect(await everything()).toBe(before);
    expect(await db.sql`SELECT 1 FROM sign_in_throttle`).toHaveLength(0);
  });

  it('tells of measures only when they are confirmed', async () => {
    await db.sql`
      INSERT INTO measure (case_id, account_id, connector_id, kind, ground) VALUES (${made.caseId}, ${made.accountId},
        ${made.connectorId}, 'send-lock', '{"kind":"terms","contract":"Basis","clause":"§ 7","since":"2020-01-01"}')`;
    expect((await read())?.facts).toMatchObject({ measures: [], hasPending: true });
    await db.sql`
      UPDATE measure SET state = 'confirmed', confirmed_at = now(), proved_at = now(), read_back = '{}', probe = '{}'`;
    expect((await read())?.facts).toMatchObject({ measures: [{ kind: 'send-lock' }], hasPending: false });
  });
});

describe('what a customer does', () => {
  it('proposes steps, which a person confirms', async () => {
    expect(await submit({ intent: 'save', items: ['device-cleaned', 'rules-checked'] })).toEqual({
      ok: true,
      data: 'saved',
    });
    const release = await loadRelease(db.sql, made.caseId);
    expect(release?.ticks, 'nothing is confirmed').toEqual([]);
    expect(release?.proposals).toEqual(['device-cleaned', 'rules-checked']);
    expect(release?.gate.isOpen).toBe(false);
    await submit({ intent: 'save', items: ['device-cleaned'] });
    expect((await read())?.steps.filter(({ state }) => state === 'ticked')).toEqual([
      { item: 'device-cleaned', state: 'ticked' },
    ]);
    await db.sql`UPDATE checklist_tick SET confirmed_by_id = ${made.agentId}`;
    await submit({ intent: 'save', items: [] });
    expect((await read())?.steps[0], 'what a person confirmed stays').toEqual({
      item: 'device-cleaned',
      state: 'confirmed',
    });
  });

  it('answers, and the account stays as it is', async () => {
    const [before] = await db.sql`SELECT * FROM account`;
    expect(await submit()).toEqual({ ok: true, data: 'sent' });
    const [reply] = await listReplies(made.caseId);
    expect(reply).toMatchObject({
      kind: 'answer',
      linkedBy: 'page',
      from: outsideContact,
      text: 'Rechner gescannt.',
      authenticated: 'unknown',
      rawMessageId: null,
      handledAt: null,
    });
    expect(await db.sql`SELECT state, attention FROM "case"`).toEqual([
      { state: 'answered', attention: true },
    ]);
    expect((await db.sql`SELECT * FROM account`)[0]).toEqual(before);
    expect(await db.sql`SELECT 1 FROM measure`).toHaveLength(0);
    expect((await read())?.answeredAt).toHaveLength(1);
  });

  it('is one answer when it is sent twice, also at once', async () => {
    await Promise.all([submit(), submit(), submit()]);
    await submit();
    expect(await listReplies(made.caseId)).toHaveLength(1);
    expect(await db.sql`SELECT 1 FROM case_event WHERE kind = 'reply'`).toHaveLength(1);
    await submit({ once: 'b' });
    expect(await listReplies(made.caseId), 'said again later').toHaveLength(2);
  });

  it('may be hostile: it is text, of limited length and number', async () => {
    await submit({ text: '<script>alert(1)</script>\0\u202Egnp.exe\r\n{{pageUrl}} \u0007', once: 'h' });
    expect((await listReplies(made.caseId))[0]?.text).toBe(
      '<script>alert(1)</script>\uFFFDgnp.exe\n{{pageUrl}}',
    );
    expect(await submit({ text: ' \n\t ' })).toMatchObject({ code: 'text-needed' });
    expect(await submit({ text: 'x'.repeat(4_001) })).toMatchObject({ code: 'too-long' });
    for (let i = 1; i < ANSWERS_PER_DAY; i += 1) await submit({ once: String(i) });
    expect(await submit({ once: 'more' })).toMatchObject({ code: 'too-many' });
    expect(await listReplies(made.caseId)).toHaveLength(ANSWERS_PER_DAY);
  });

  it('is slowed down by address', async () => {
    for (let i = 0; i < SUBMISSIONS_PER_ADDRESS; i += 1) await submit({ intent: 'save' });
    expect(await submit({ intent: 'save' })).toEqual({ ok: false, code: 'throttled' });
    expect(await submit({ intent: 'save', address: '192.0.2.8' })).toMatchObject({ ok: true });
  });
});
