// Complaints whose mail log is a cluster: attributed by it, together with our own tables, and held back while it is silent.
// The cluster is a stand-in over real HTTP.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { saveCluster } from './save-cluster';
import { filebeatFields } from '@/lib/maillog-lookup/opensearch/field-lines';
import type { ClusterForm } from '@/lib/maillog-lookup/opensearch/cluster-form';
import { startStandIn, type StandIn } from '@/lib/maillog-lookup/opensearch/testing/stand-in';
import { closeLogConnections, connectLog } from './connect-log';
import { forgetDeskContext } from './desk-context';
import { recheckAttributions } from './recheck-attributions';
import { syncEnvironmentCluster } from './sync-environment-cluster';
import { testCluster } from './test-cluster';
import { EnvError } from '@/lib/env';
import { arfMail } from './testing/arf';
import { copyEvidence } from './copy-evidence';
import { evaluateSignals } from './evaluate-signals';
import { measureRates } from './measure-rates';
import { drain, prepareDesk, storeMails } from './testing/desk';
import { writeLog } from './testing/log-lines';
import { trafficLines } from './testing/log-traffic';

vi.mock('@/lib/env', async (original) => {
  const real = await original<typeof import('@/lib/env')>();
  const env = () => ({ ...real.env(), MAIL_LOG_CLUSTER: clusterFile.path });
  return { ...real, env, requireEnv: () => Buffer.alloc(32, 5) };
});

/** What the environment names. */
const clusterFile = vi.hoisted(() => ({ path: undefined as string | undefined }));

const loop = 'loop-a.example.net';
const admin = { id: 1 } as never;
let db: TestDatabase;
let standIn: StandIn;

const sentAt = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 3_600_000);
/** As long as real ones; as `arfMail` writes them. */
const serialOf = (n: number) => 2_000_000_000 + n;
const queueId = (n: number) => `4Q${serialOf(n).toString(36).toUpperCase()}`;
const lines = (id: string, login: string, host = 'mail1.example.com', at = sentAt) =>
  [
    { client_ip: '198.51.100.7', sasl_username: login },
    { message_id: id === queueId(1) ? `<mail${serialOf(1)}@example.com>` : `<${id}@pc.example>` },
    { to: 'reader@example.org', status: 'sent', relay: 'mx.example.org[192.0.2.9]:25' },
  ].map((rest, i) => ({
    '@timestamp': new Date(at.getTime() + i * 1_000).toISOString(),
    host: { name: host },
    message: `${id} line ${i}`,
    postfix: { queue_id: id, ...rest },
  }));
/** The log goes on after the mail. */
const later = (host = 'mail1.example.com') => lines('LATER', 'x@example.com', host, new Date());

const form = (change: Partial<ClusterForm> = {}): ClusterForm => ({
  ...{ name: 'cluster', url: standIn.url, index: 'mail-*', shape: 'lines', auth: 'basic', username: 'desk' },
  ...{ secret: 'geheim', caPem: '', fieldLines: filebeatFields },
  ...change,
});

beforeEach(async () => {
  db = await freshDatabase();
  await db.sql`INSERT INTO app_user (id, login, name) VALUES (1, 'anna', 'Anna')`;
  await prepareDesk(db, [loop]);
  standIn = await startStandIn([
    ...lines('EARLIER', 'x@example.com', 'mail1.example.com', new Date(sentAt.getTime() - 7_200_000)),
    ...lines(queueId(1), 'thief@example.com'),
    ...later(),
  ]);
  expect(await saveCluster({ id: null, version: null, form: form() }, admin)).toMatchObject({ ok: true });
});
afterEach(async () => {
  closeLogConnections();
  forgetDeskContext();
  await standIn.stop();
  await db.drop();
});

async function complain(n: number, sender = 'named@example.com'): Promise<void> {
  await storeMails(db, [{ raw: arfMail({ loop, sender, serial: serialOf(n), sentAt }) }]);
  await drain();
}
async function attributions() {
  const rows = await db.sql<{ verdict: string; login: string | null; rung: string }[]>`
    SELECT t.verdict, t.rung, a.login FROM attribution t LEFT JOIN account a ON a.id = t.account_id ORDER BY t.report_id`;
  return [...rows];
}
const source = async () =>
  (
    await db.sql<{ error: string | null; down: boolean; secret: Buffer; reached: unknown }[]>`
      SELECT last_error AS error, down_since IS NOT NULL AS down, secret_sealed AS secret,
        position->'reached' AS reached FROM log_source`
  )[0];

it('the cluster says who sent it, and its lines are the evidence', async () => {
  await complain(1);
  expect(await attributions()).toEqual([
    { verdict: 'sent-by-account', rung: 'log-queue-id', login: 'thief@example.com' },
  ]);
  const [row] = await db.sql<{ evidence: string }[]>`SELECT evidence::text FROM attribution`;
  expect(row?.evidence).toContain(`${queueId(1)} line 0`);
  expect(standIn.asked[0]?.authorization).toBe(`Basic ${Buffer.from('desk:geheim').toString('base64')}`);
  expect(await source()).toMatchObject({ error: null, down: false });
});

it('what the cluster covers and does not know is forged', async () => {
  await complain(2);
  expect(await attributions()).toMatchObject([{ verdict: 'forged' }]);
});

it('a silent cluster makes nothing forged: the complaint waits, and is read again when it answers', async () => {
  await connectLog(db.sql);
  closeLogConnections();
  forgetDeskContext();
  standIn.trouble = { status: 503, body: '{}' };
  await complain(1);
  await complain(2);
  expect((await attributions()).map(({ verdict }) => verdict)).toEqual(['waiting', 'waiting']);
  expect(await source()).toMatchObject({
    error: expect.stringContaining('refused: 503') as string,
    down: true,
  });
  expect(await recheckAttributions()).toBe(0);
  standIn.trouble = null;
  closeLogConnections();
  expect(await recheckAttributions()).toBe(2);
  await drain();
  expect((await attributions()).map(({ verdict }) => verdict).sort()).toEqual(['forged', 'sent-by-account']);
  expect(await source()).toMatchObject({ error: null, down: false });
});

it('a cluster that falls silent between two questions makes nothing forged either', async () => {
  await connectLog(db.sql);
  standIn.trouble = 'one-search-fails';
  await complain(2);
  expect((await attributions()).map(({ verdict }) => verdict)).toEqual(['waiting']);
  expect(await source()).toMatchObject({ down: true });
});

it('a cluster that never answered is not taken for one that knows nothing', async () => {
  standIn.trouble = { status: 401, body: '{}' };
  await complain(2);
  expect((await attributions()).map(({ verdict }) => verdict)).not.toContain('forged');
  expect(await source()).toMatchObject({
    error: expect.stringContaining('sign-in-refused') as string,
    down: true,
  });
});

/** The log of a server that the cluster does not know. */
const ownLog = () => {
  const traffic = { login: 'anna@example.com', mails: 4, host: 'mail2' };
  const begin = new Date(sentAt.getTime() - 72 * 3_600_000);
  return writeLog(trafficLines({ ...traffic, at: begin }) + trafficLines({ ...traffic, at: sentAt }));
};
const fallSilent = (): void => {
  closeLogConnections();
  forgetDeskContext();
  standIn.trouble = { status: 503, body: '{}' };
};

it('while a cluster is silent, rates are not measured by the other logs alone', async () => {
  await ownLog();
  const longAgo = new Date(sentAt.getTime() - 72 * 3_600_000);
  standIn.documents.push(...lines('OLDEST', 'x@example.com', 'mail1.example.com', longAgo));
  closeLogConnections();
  await complain(1);
  const measured = () =>
    db.sql`SELECT r.delivered FROM account_rate r JOIN account a ON a.id = r.account_id
      WHERE a.login = 'thief@example.com' AND r.delivered IS NOT NULL`;
  fallSilent();
  expect(await measureRates()).toBe(0);
  expect(await measured()).toEqual([]);
  standIn.trouble = null;
  closeLogConnections();
  expect(await measureRates()).toBe(1);
  expect(await measured()).toHaveLength(1);
});

it('while a cluster is silent, the evidence of a case stays as it was copied', async () => {
  await ownLog();
  await complain(1);
  await db.sql`
    INSERT INTO "case" (number, account_id, stage, score, peak_stage, initial_score, initial_lines)
    SELECT 'AD-2026-0001', id, 2, 25, 2, 25, '[]' FROM account WHERE login = 'thief@example.com'`;
  const days = async () =>
    (await db.sql<{ n: number }[]>`SELECT jsonb_array_length(body->'days') AS n FROM case_log_evidence`)[0]
      ?.n;
  expect(await copyEvidence()).toBe(1);
  expect(await days()).toBe(1);
  fallSilent();
  expect(await copyEvidence(new Date(Date.now() + 3_600_000))).toBe(0);
  expect(await days()).toBe(1);
});

it('what only a cluster holds is not judged by signals: they are unknown, not quiet', async () => {
  await complain(1);
  await evaluateSignals();
  const [row] = await db.sql<{ lines: { code: string }[] }[]>`
    SELECT score_lines AS lines FROM account WHERE login = 'thief@example.com'`;
  expect(row?.lines.map(({ code }) => code)).toContain('log-signals-missing');
  expect(await db.sql`SELECT 1 FROM setting WHERE key = 'log-signals'`).toEqual([]);
});

it('its reach is asked for once for many contexts', async () => {
  for (let i = 0; i < 5; i += 1) await connectLog(db.sql);
  expect(standIn.asked.filter(({ path }) => path.endsWith('/_search'))).toHaveLength(1);
});

it('a host of our own tables is theirs, the others are the cluster’s', async () => {
  await db.sql`INSERT INTO mail_log_span (host, source_id, run_at, from_at, to_at)
    VALUES ('mail1', 0, now(), now() - interval '2 days', now())`;
  standIn.documents.push(...later('mail2.example.com'));
  const connected = await connectLog(db.sql);
  expect(connected?.coverage.map(({ host }) => host)).toEqual(['mail1', 'mail2.example.com']);
  await complain(1);
  expect(await attributions()).toMatchObject([{ verdict: 'forged' }]);
});

it('a secret is sealed, kept for its server and its name alone, and never shown', async () => {
  const before = await source();
  expect(Buffer.from(before?.secret ?? '').includes('geheim')).toBe(false);
  const [{ id } = { id: 0 }] = await db.sql<{ id: number }[]>`SELECT id FROM log_source`;
  const other = form({ url: 'https://other.example', secret: '' });
  expect(await testCluster({ id, form: other })).toMatchObject({ ok: false, fields: { secret: 'required' } });
  const tested = await testCluster({ id, form: form({ secret: '' }) });
  expect(tested).toMatchObject({
    ok: true,
    data: { steps: [{ ok: true }, { ok: true }, { ok: true, detail: '1' }] },
  });
});

it.each([
  [{ url: 'http://cluster.example:9200' }, { url: 'needs-tls' }],
  [{ url: 'https://user@cluster.example' }, { url: 'not-a-cluster-url' }],
  [{ index: 'a b' }, { index: 'not-an-index' }],
  [{ fieldLines: 'time = a' }, { fieldLines: 'field-missing' }],
  [{ fieldLines: `${filebeatFields}\nhost = x` }, { fieldLines: 'field-twice' }],
  [{ fieldLines: 'weather = x' }, { fieldLines: 'unknown-field' }],
])('%o is refused', async (change, fields) => {
  expect(await saveCluster({ id: null, version: null, form: form(change) }, admin)).toMatchObject({
    ok: false,
    fields,
  });
});

it('a cluster that the environment names is asked, and rests when it is named no more', async () => {
  await db.sql`DELETE FROM log_source`;
  const folder = mkdtempSync(join(tmpdir(), 'cluster-'));
  try {
    clusterFile.path = join(folder, 'cluster.json');
    await expect(syncEnvironmentCluster()).rejects.toThrow(EnvError);
    const fields = { time: '@timestamp', host: 'host.name', queueId: 'postfix.queue_id' };
    const whole = { ...fields, messageId: 'postfix.message_id', saslUser: 'postfix.sasl_username' };
    const write = (what: object) =>
      writeFileSync(clusterFile.path ?? '', JSON.stringify({ url: standIn.url, index: 'mail-*', ...what }));
    write({ fields });
    await expect(syncEnvironmentCluster()).rejects.toThrow('fields.messageId');
    write({ fields: whole, auth: 'api-key', secret: 'geheim' });
    await syncEnvironmentCluster();
    await complain(1);
    expect(await attributions()).toMatchObject([{ verdict: 'sent-by-account' }]);
    expect(standIn.asked.at(-1)?.authorization).toBe('ApiKey geheim');
    clusterFile.path = undefined;
    await syncEnvironmentCluster();
    expect(await connectLog(db.sql)).toBeNull();
  } finally {
    clusterFile.path = undefined;
    rmSync(folder, { recursive: true });
  }
});
