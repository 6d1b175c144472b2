// What is kept with a subscription for administrators: the portal's credentials and files.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { findLoopFile, listLoopFiles } from '@/lib/feedback-loops/file-queries';
import { findLoop } from '@/lib/feedback-loops/queries';
import type { SignedInUser } from '@/lib/users/types';
import { keepHouse } from './keep-house';
import { saveLoopCredentials, showLoopCredentials } from './loop-credentials';
import { addLoopFile, LOOP_FILE_BYTES, removeLoopFile } from './loop-files';
import { signedIn } from './testing/signed-in';

let db: TestDatabase;
let admin: SignedInUser;
let ids: number[];

beforeEach(async () => {
  process.env['SECRET_KEY'] ??= Buffer.alloc(32, 7).toString('hex');
  db = await freshDatabase();
  const user = await db.prisma.user.create({ data: { login: 'ada', name: 'Ada', role: 'admin' } });
  admin = signedIn(user.id);
  const rows = await db.sql<{ id: number }[]>`
    INSERT INTO feedback_loop (name, program) VALUES ('A', 'a'), ('B', 'b') RETURNING id`;
  ids = rows.map(({ id }) => id);
});
afterEach(() => db.drop());

const kinds = async () =>
  (await db.sql<{ kind: string }[]>`SELECT kind FROM feedback_loop_event ORDER BY id`).map(
    ({ kind }) => kind,
  );

describe('credentials', () => {
  const secret = { login: 'ada@portal', password: 'ein-Geheimnis' };

  it('are sealed, come back as they were, and each look is written down', async () => {
    const [id = 0] = ids;
    await saveLoopCredentials({ id, ...secret }, admin);
    const [row] = await db.sql<{ sealed: Buffer }[]>`
      SELECT credentials_sealed AS sealed FROM feedback_loop WHERE id = ${id}`;
    expect(row?.sealed.toString('latin1')).not.toContain('Geheimnis');
    expect(await showLoopCredentials(id, admin)).toEqual({ ok: true, data: secret });
    expect(await kinds()).toEqual(['credentials-saved', 'credentials-shown']);
    const trail = await db.sql`SELECT action, detail::text AS detail FROM audit_entry ORDER BY id`;
    expect(trail).toEqual([
      { action: 'feedback-loop-credentials-saved', detail: '{}' },
      { action: 'feedback-loop-credentials-shown', detail: '{}' },
    ]);
  });

  it('do not stand in what a page reads', async () => {
    const [id = 0] = ids;
    await saveLoopCredentials({ id, ...secret }, admin);
    const page = JSON.stringify(await findLoop(id));
    expect(page).toContain('"hasCredentials":true');
    expect(page).not.toMatch(/Geheimnis|ada@portal/);
  });

  it('of one subscription do not open with another', async () => {
    const [id = 0, other = 0] = ids;
    await saveLoopCredentials({ id, ...secret }, admin);
    await db.sql`
      UPDATE feedback_loop SET credentials_sealed = (SELECT credentials_sealed FROM feedback_loop WHERE id = ${id})
      WHERE id = ${other}`;
    await expect(showLoopCredentials(other, admin)).rejects.toMatchObject({ code: 'damaged' });
  });

  it('both empty are thrown away', async () => {
    const [id = 0] = ids;
    await saveLoopCredentials({ id, ...secret }, admin);
    await saveLoopCredentials({ id, login: '', password: '' }, admin);
    expect(await showLoopCredentials(id, admin)).toMatchObject({ code: 'no-credentials' });
  });
});

describe('files', () => {
  const content = Buffer.from('%PDF-1.7');

  it('are kept, found by their subscription alone, and thrown away', async () => {
    const [loopId = 0, other = 0] = ids;
    await addLoopFile({ loopId, name: 'C:\\Verträge\\Vertrag "2026".pdf', content }, admin);
    const [file] = await listLoopFiles(loopId);
    expect(file).toMatchObject({ name: 'Vertrag 2026 .pdf', bytes: 8, addedBy: 'Ada' });
    const fileId = file?.id ?? 0;
    expect((await findLoopFile(loopId, fileId))?.content).toEqual(content);
    expect(await findLoopFile(other, fileId)).toBeNull();
    expect(await removeLoopFile({ loopId: other, fileId }, admin)).toMatchObject({ code: 'not-found' });
    expect((await removeLoopFile({ loopId, fileId }, admin)).ok).toBe(true);
    expect(await listLoopFiles(loopId)).toEqual([]);
    expect(await kinds()).toEqual(['file-added', 'file-removed']);
  });

  it('have bounds', async () => {
    const [loopId = 0] = ids;
    const add = async (bytes: Uint8Array) => {
      const outcome = await addLoopFile({ loopId, name: 'x', content: bytes }, admin);
      return outcome.ok ? 'ok' : outcome.code;
    };
    expect(await add(new Uint8Array())).toBe('file-empty');
    expect(await add(new Uint8Array(LOOP_FILE_BYTES + 1))).toBe('too-large');
    for (let n = 0; n < 20; n += 1) expect(await add(content)).toBe('ok');
    expect(await add(content)).toBe('too-many');
  });
});

describe('of a subscription that is over', () => {
  it('history, notes, files, contacts and credentials go after six years; its name stays', async () => {
    const [id = 0, other = 0] = ids;
    for (const loop of [id, other]) {
      await saveLoopCredentials({ id: loop, login: 'ada@portal', password: 'ein-Geheimnis' }, admin);
      await addLoopFile({ loopId: loop, name: 'vertrag.pdf', content: Buffer.from('x') }, admin);
    }
    await db.sql`UPDATE feedback_loop SET contact_name = 'Vera', contact_email = 'vera@example.net'`;
    await db.sql`UPDATE feedback_loop SET state = 'ended', state_since = now() - interval '6 years -5 days' WHERE id = ${id}`;
    await db.sql`UPDATE feedback_loop SET state = 'paused', state_since = now() - interval '9 years' WHERE id = ${other}`;
    await keepHouse();
    expect(await listLoopFiles(id)).toHaveLength(1);
    await db.sql`UPDATE feedback_loop SET state_since = now() - interval '6 years 9 days' WHERE id = ${id}`;
    await keepHouse();
    const left = await db.sql`
      SELECT l.name, l.contact_name AS contact, l.credentials_sealed IS NULL AS "isBare",
        (SELECT count(*)::int FROM feedback_loop_event e WHERE e.feedback_loop_id = l.id) AS events,
        (SELECT count(*)::int FROM feedback_loop_file f WHERE f.feedback_loop_id = l.id) AS files
      FROM feedback_loop l ORDER BY l.id`;
    expect(left).toEqual([
      { name: 'A', contact: null, isBare: true, events: 0, files: 0 },
      { name: 'B', contact: 'Vera', isBare: false, events: 2, files: 1 },
    ]);
  });
});
