// What changes of our resources, and whom it has to be told (RFC 6449): on a real database.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { listDuties } from '@/lib/feedback-loops/duty-queries';
import { findLoop } from '@/lib/feedback-loops/queries';
import { listCovered } from '@/lib/feedback-loops/resource-store';
import type { OwnKind } from '@/lib/own-network/types';
import type { SignedInUser } from '@/lib/users/types';
import { coverResources } from './cover-resources';
import { finishTask } from './finish-task';
import { importDirectoryDomains, previewDirectoryDomains } from './import-directory-domains';
import { importOwnResources, previewOwnImport } from './import-own-resources';
import { moveFeedbackLoop } from './move-feedback-loop';
import { readLoopLetters } from './read-loop-letters';
import { removeOwnResource } from './remove-own-resource';
import { saveOwnResource } from './save-own-resource';
import { tellProvider } from './tell-provider';
import { signedIn } from './testing/signed-in';

let db: TestDatabase;
let admin: SignedInUser;
/** Keyed on addresses, and on DKIM domains, by what the directory of programs says. */
let byAddress: number;
let byDkim: number;

beforeEach(async () => {
  db = await freshDatabase();
  const user = await db.prisma.user.create({ data: { login: 'ada', name: 'Ada', role: 'admin' } });
  admin = signedIn(user.id);
  await db.sql`INSERT INTO own_resource (kind, value) VALUES ('range', '192.0.2.0/24'), ('dkim-domain', 'example.com')`;
  const rows = await db.sql<{ id: number }[]>`
    INSERT INTO feedback_loop (name, program, dkim_domains) VALUES
      ('A', 'microsoft-jmrp', '{a.example}'), ('B', 'yahoo-cfl', '{b.example}') RETURNING id`;
  byAddress = rows[0]?.id ?? 0;
  byDkim = rows[1]?.id ?? 0;
});
afterEach(() => db.drop());

const add = (kind: OwnKind, value: string) => saveOwnResource({ kind, value, note: null }, admin);
const remove = (kind: OwnKind, value: string) => removeOwnResource({ kind, value }, admin);
const duties = async (id: number) =>
  (await listDuties(db.sql, id)).map(({ change, value }) => `${change} ${value}`);
const tasks = async () =>
  (await db.sql<{ key: string }[]>`SELECT key FROM task WHERE done_at IS NULL ORDER BY key`).map(
    ({ key }) => key,
  );
const lastDuty = async (id: number) => Math.max(...(await listDuties(db.sql, id)).map((duty) => duty.id));

describe('a change', () => {
  it('has to be told where the program knows us by it, and nowhere else', async () => {
    await add('range', '198.51.100.0/24');
    await add('dkim-domain', 's1._domainkey.example.net');
    await add('domain', 'example.org');
    expect(await duties(byAddress)).toEqual(['added 198.51.100.0/24']);
    expect(await duties(byDkim)).toEqual(['added s1._domainkey.example.net']);
    expect(await tasks()).toEqual([`loop-duty:${byAddress}`, `loop-duty:${byDkim}`]);
  });

  it.each(['planned', 'ended'])('is nothing to one that is %s', async (state) => {
    await db.sql`UPDATE feedback_loop SET state = ${state}`;
    await add('range', '198.51.100.0/24');
    expect(await tasks()).toEqual([]);
  });

  it.each(['applied', 'verifying', 'paused'])('is to be told to one that is %s', async (state) => {
    await db.sql`UPDATE feedback_loop SET state = ${state}`;
    await add('range', '198.51.100.0/24');
    expect(await duties(byAddress)).toEqual(['added 198.51.100.0/24']);
  });

  it('that is taken back before anybody told it is nothing to tell', async () => {
    await add('range', '198.51.100.0/24');
    await remove('range', '198.51.100.0/24');
    expect(await duties(byAddress)).toEqual([]);
    expect(await tasks()).toEqual([]);
  });

  it('of what the provider never knew is nothing to tell; of what it knows it is', async () => {
    await coverResources({ id: byAddress, lines: { range: '192.0.2.0/24', 'dkim-domain': '' } }, admin);
    await db.sql`INSERT INTO own_resource (kind, value) VALUES ('range', '203.0.113.0/24')`;
    await remove('range', '203.0.113.0/24');
    expect(await duties(byAddress)).toEqual([]);
    await remove('range', '192.0.2.0/24');
    expect(await duties(byAddress)).toEqual(['removed 192.0.2.0/24']);
    await add('range', '192.0.2.0/24');
    expect(await duties(byAddress)).toEqual([]);
  });
});

describe('telling', () => {
  it('ends the task, and the provider knows it from then on', async () => {
    await coverResources({ id: byAddress, lines: { range: '192.0.2.0/24', 'dkim-domain': '' } }, admin);
    await add('range', '198.51.100.0/24');
    await remove('range', '192.0.2.0/24');
    const told = await tellProvider({ id: byAddress, upTo: await lastDuty(byAddress) }, admin);
    expect(told).toEqual({ ok: true, data: { told: 2 } });
    expect(await tasks()).toEqual([]);
    expect((await listCovered(db.sql, byAddress)).range).toEqual(['198.51.100.0/24']);
    expect(await tellProvider({ id: byAddress, upTo: 1_000_000 }, admin)).toMatchObject({
      code: 'told-already',
    });
  });

  it('leaves open what came after it was seen', async () => {
    await add('range', '198.51.100.0/24');
    const seen = await lastDuty(byAddress);
    await add('range', '203.0.113.0/24');
    await tellProvider({ id: byAddress, upTo: seen }, admin);
    expect(await duties(byAddress)).toEqual(['added 203.0.113.0/24']);
    expect(await tasks()).toEqual([`loop-duty:${byAddress}`]);
  });

  it('is the only way to end the task', async () => {
    await add('range', '198.51.100.0/24');
    const [task] = await db.sql<{ id: number }[]>`SELECT id FROM task`;
    expect(await finishTask({ taskId: task?.id ?? 0, note: null }, admin)).toMatchObject({
      code: 'ends-elsewhere',
    });
  });

  it('has its letter ready, with all of it and nothing else', async () => {
    await add('range', '198.51.100.0/24');
    const loop = await findLoop(byAddress);
    if (loop === null) throw new Error('the loop is gone');
    const { change } = await readLoopLetters(byAddress, loop.settings);
    expect(change?.de.body).toContain('Neue IP-Bereiche:\n  198.51.100.0/24\n');
    expect(change?.de.body).not.toContain('192.0.2.0/24');
  });
});

describe('an application', () => {
  it('that was sent makes known what it listed: what the program knows us by', async () => {
    await db.sql`UPDATE feedback_loop SET state = 'planned'`;
    await moveFeedbackLoop({ id: byAddress, from: 'planned', to: 'applied', note: null }, admin);
    expect(await listCovered(db.sql, byAddress)).toEqual({ range: ['192.0.2.0/24'], 'dkim-domain': [] });
  });

  it('lists only what somebody chose', async () => {
    await db.sql`INSERT INTO own_resource (kind, value) VALUES ('range', '203.0.113.0/24')`;
    await coverResources({ id: byAddress, lines: { range: '203.0.113.0/24', 'dkim-domain': '' } }, admin);
    const loop = await findLoop(byAddress);
    if (loop === null) throw new Error('the loop is gone');
    const { application } = await readLoopLetters(byAddress, loop.settings);
    expect(application.en.body).toContain('203.0.113.0/24');
    expect(application.en.body).not.toContain('192.0.2.0/24');
  });

  it('can cover a part of what is ours, and a range that ours lies in', async () => {
    const lines = { range: '192.0.2.16/28\n192.0.0.0/16', 'dkim-domain': '' };
    expect(await coverResources({ id: byAddress, lines }, admin)).toEqual({ ok: true, data: { total: 2 } });
    expect((await listCovered(db.sql, byAddress)).range).toEqual(['192.0.0.0/16', '192.0.2.16/28']);
  });

  it('cannot cover what is not ours', async () => {
    const lines = { range: '198.18.0.0/24', 'dkim-domain': '' };
    expect(await coverResources({ id: byAddress, lines }, admin)).toMatchObject({
      fields: { range: 'not-ours' },
    });
    expect((await listCovered(db.sql, byAddress)).range).toEqual([]);
  });
});

describe('an import', () => {
  const text = 'range;198.51.100.0/24;neu\nrange;192.0.2.0/24\ndkim-domain;example.net';

  it('shows first what is new, and then takes it all', async () => {
    const preview = await previewOwnImport(text);
    expect(preview).toMatchObject({ ok: true, data: { known: 1, problemCount: 0 } });
    expect(await db.sql`SELECT count(*)::int AS n FROM own_resource`).toEqual([{ n: 2 }]);
    expect(await importOwnResources(text, admin)).toEqual({ ok: true, data: { added: 2 } });
    expect(await duties(byAddress)).toEqual(['added 198.51.100.0/24']);
    expect(await duties(byDkim)).toEqual(['added example.net']);
    expect(await importOwnResources(text, admin)).toEqual({ ok: true, data: { added: 0 } });
  });

  it('with one wrong line takes nothing', async () => {
    const wrong = `${text}\nrange;banane`;
    expect(await previewOwnImport(wrong)).toMatchObject({
      data: { problemCount: 1, problems: [{ line: 4, code: 'not-a-range' }] },
    });
    expect(await importOwnResources(wrong, admin)).toMatchObject({ code: 'import-problems' });
    expect(await db.sql`SELECT count(*)::int AS n FROM own_resource`).toEqual([{ n: 2 }]);
    expect(await importOwnResources('', admin)).toMatchObject({ code: 'import-empty' });
  });
});

describe('domains of the customer directory', () => {
  it('are those of its accounts that nobody entered', async () => {
    await db.sql`
      INSERT INTO own_resource (kind, value) VALUES ('domain', 'known.example'), ('domain', '.below.example')`;
    await db.sql`INSERT INTO customer (number, name) VALUES ('K1', 'Kunde')`;
    await db.sql`
      INSERT INTO account (kind, login, domain, customer_id, gone_at) VALUES
        ('mailbox', 'a@new.example', 'new.example', 1, NULL), ('mailbox', 'b@new.example', 'new.example', 1, NULL),
        ('mailbox', 'a@known.example', 'known.example', 1, NULL),
        ('mailbox', 'a@x.below.example', 'x.below.example', 1, NULL),
        ('mailbox', 'a@gone.example', 'gone.example', 1, now()), ('mailbox', 'a@claimed.example', 'claimed.example', NULL, NULL)`;
    expect(await previewDirectoryDomains()).toEqual({
      ok: true,
      data: { domains: [{ domain: 'new.example', accounts: 2 }], hasMore: false },
    });
    const taken = await importDirectoryDomains(['new.example', 'foreign.example'], admin);
    expect(taken).toEqual({ ok: true, data: { added: 1 } });
    expect(
      await db.sql`SELECT value FROM own_resource WHERE value LIKE '%new%' OR value LIKE '%foreign%'`,
    ).toEqual([{ value: 'new.example' }]);
  });
});
