// The sample provider with its mail log read: each complaint gets the verdict that its story means, and the queue holds
// the stories' cases alone.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { summarizeEvidence } from '@/lib/cases/evidence/summarize-evidence';
import type { KeptEvidence } from '@/lib/cases/evidence/types';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { firstLoad } from '@/lib/sample-provider/generate';
import { createProvider } from '@/lib/sample-provider/provider';
import { UNNOTICED_LOGIN } from '@/lib/sample-provider/story-customers';
import { stories } from '@/lib/sample-provider/stories';
import type { MessageIntent } from '@/lib/sample-provider/types';
import { evaluateSignals } from './evaluate-signals';
import { copyEvidence } from './copy-evidence';
import { seedSampleProvider } from './seed-sample-provider';
import { drain, storeMails } from './testing/desk';

const NOW = new Date('2026-11-21T09:30:00Z');
let db: TestDatabase;
let folder = '';
let filed: { intent: MessageIntent; verdict: string; login: string | null; factor: number }[] = [];

beforeAll(async () => {
  db = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), 'seed-sample-log-'));
  const places = { maildir: join(folder, 'mail'), logFolder: join(folder, 'log') };
  await seedSampleProvider({ seed: 1, now: NOW, ...places });
  await db.sql`SELECT ensure_raw_bytes_partition(current_date)`;
  const load = firstLoad(createProvider(1), NOW);
  const ids = await storeMails(db, load);
  await drain(() => NOW);
  const intents = new Map(ids.map((id, index) => [String(id), load[index]?.intent]));
  const rows = await db.sql<{ mail: string; verdict: string; login: string | null; factor: number }[]>`
    SELECT r.raw_message_id::text AS mail, a.verdict, a.factor, c.login
    FROM report r JOIN attribution a ON a.report_id = r.id LEFT JOIN account c ON c.id = a.account_id`;
  filed = rows.flatMap(({ mail, ...row }) => {
    const intent = intents.get(mail);
    return intent?.outcome === 'report' ? [{ intent, ...row }] : [];
  });
}, 120_000);
afterAll(async () => {
  await db.drop();
  rmSync(folder, { recursive: true });
});

/** How often each verdict was given to the complaints of a kind. */
function verdicts(isOfKind: (intent: MessageIntent) => boolean): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { intent, verdict } of filed) {
    if (isOfKind(intent)) counts[verdict] = (counts[verdict] ?? 0) + 1;
  }
  return counts;
}

it('every line of the log was read before the first mail, and the log is followed', async () => {
  const sources =
    await db.sql`SELECT name, paused, unread::int, lines > 100 AS "isRead" FROM log_source ORDER BY name`;
  expect(sources).toEqual([
    { name: 'Musterpost Exim', paused: false, unread: 0, isRead: true },
    { name: 'Musterpost Postfix', paused: false, unread: 0, isRead: true },
  ]);
});

it('what the log holds names the account without doubt, by its queue id', () => {
  const confirmed = filed.filter(({ intent }) => intent.log === 'confirms' && intent.blame === 'claim');
  expect(confirmed.length).toBeGreaterThan(350);
  for (const { intent, verdict, login, factor } of confirmed) {
    const isSite = login?.startsWith('web') === true && login.endsWith('@web1.musterpost.example');
    expect([login, factor, verdict]).toEqual([
      intent.account,
      1,
      isSite ? 'sent-by-web-script' : 'sent-by-account',
    ]);
  }
});

it('forwards, forgeries and old mail are told apart', () => {
  expect(verdicts(({ story }) => story === 'forwarder')).toEqual({ forwarded: 22 });
  expect(verdicts(({ log }) => log === 'denies')).toEqual({ forged: 46 });
  expect(Object.keys(verdicts(({ log }) => log === 'predates'))).toEqual(['no-longer-checkable']);
  expect(verdicts(({ log }) => log === 'never-ours')).toEqual({ 'joe-job': 24 });
  expect(filed.filter(({ intent, factor }) => intent.log === 'denies' && factor > 0)).toEqual([]);
});

it('the open cases are those of the stories, the hijacked mailbox first', async () => {
  const open = await db.sql<{ login: string; stage: number }[]>`
    SELECT a.login, c.stage FROM "case" c JOIN account a ON a.id = c.account_id WHERE c.is_open
    ORDER BY c.stage DESC, c.score DESC`;
  const told = stories
    .filter(({ rank }) => rank !== null)
    .sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0));
  expect(open[0]?.login).toBe(told[0]?.logins[0]);
  expect(open.map(({ login }) => login).sort()).toEqual(told.flatMap(({ logins }) => logins).sort());
});

// Last: it adds a case to the queue.
it('the log alone gives away the one whose mail nobody complains about yet, and nobody else', async () => {
  expect(await evaluateSignals(() => NOW)).toMatchObject({ opened: 1 });
  const found = await db.sql`
    SELECT a.login, e.detail ->> 'reason' AS reason FROM "case" c JOIN account a ON a.id = c.account_id
    JOIN case_event e ON e.case_id = c.id AND e.kind = 'opened' WHERE c.own_detection`;
  expect(found).toEqual([{ login: UNNOTICED_LOGIN, reason: 'own-detection' }]);
});

it('each open case has its part of the log, with the first mail that was complained about', async () => {
  await copyEvidence(NOW);
  const cases = await db.sql<{ login: string; kept: KeptEvidence | null }[]>`
    SELECT a.login, e.body AS kept FROM "case" c JOIN account a ON a.id = c.account_id
    LEFT JOIN case_log_evidence e ON e.case_id = c.id WHERE c.is_open`;
  for (const { login, kept } of cases) {
    expect([login, kept?.firstNamed === null]).toEqual([login, false]);
    expect(kept?.days.flatMap(({ places }) => places).every(({ network }) => network !== null)).toBe(true);
  }
  const bursts = cases.filter(({ kept }) => kept !== null && summarizeEvidence(kept).burst !== null);
  expect(bursts.map(({ login }) => login)).toContain(stories.find(({ rank }) => rank === 1)?.logins[0]);
});
