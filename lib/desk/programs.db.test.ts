// The directory of programs as administrators correct and extend it.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { bodyOf, type CorrectionBody } from '@/lib/feedback-loops/programs/correction';
import { programs } from '@/lib/feedback-loops/programs/directory';
import { selectPrograms } from '@/lib/feedback-loops/programs/list-parameters';
import { findProgram, listPrograms, subscriptionsOf } from '@/lib/feedback-loops/programs/queries';
import type { SignedInUser } from '@/lib/users/types';
import { resetProgram } from './reset-program';
import { saveProgram } from './save-program';
import { signedIn } from './testing/signed-in';

let db: TestDatabase;
let admin: SignedInUser;
beforeEach(async () => {
  db = await freshDatabase();
  const { id } = await db.prisma.user.create({ data: { login: 'ada', name: 'Ada', role: 'admin' } });
  admin = signedIn(id);
});
afterEach(() => db.drop());

const entry = async (id: string) => {
  const found = await findProgram(id);
  if (found === null) throw new Error(`no program ${id}`);
  return found;
};
const own: CorrectionBody = {
  name: 'Müller & Söhne FBL',
  status: 'live',
  keyedOn: ['dkim'],
  way: 'mail',
  url: 'https://fbl.example.com/',
  from: ['fbl@example.com'],
  envelopeDomains: [],
  dkimDomains: ['fbl.example.com'],
  note: 'Am Telefon bestätigt.',
};

describe('a correction', () => {
  it('takes the place of what is shipped, keeps texts and sources, and goes again', async () => {
    const shipped = await entry('seznam');
    const body = {
      ...bodyOf(shipped),
      status: 'retired' as const,
      dkimDomains: ['fbl.example.net'],
      note: 'Weg.',
    };
    expect(await saveProgram({ id: 'seznam', seen: null, body }, admin)).toMatchObject({ ok: true });
    const corrected = await entry('seznam');
    expect(corrected.program).toEqual({
      ...shipped.program,
      status: 'retired',
      reports: { ...shipped.program.reports, dkimDomains: ['fbl.example.net'] },
    });
    expect(corrected.correction).toMatchObject({ body: { note: 'Weg.' }, updatedBy: 'Ada' });
    expect(await resetProgram('seznam', admin)).toEqual({ ok: true, data: { isThere: true } });
    expect(await entry('seznam')).toEqual(shipped);
    expect(await resetProgram('seznam', admin)).toMatchObject({ ok: false, code: 'not-found' });
    const audit =
      await db.sql`SELECT action, subject FROM audit_entry WHERE subject = 'program:seznam' ORDER BY id`;
    expect(audit.map(({ action }) => String(action))).toEqual(['program-changed', 'program-reset']);
  });

  it('of somebody who saw an older one changes nothing', async () => {
    const first = bodyOf(await entry('zoho'));
    await saveProgram({ id: 'zoho', seen: null, body: { ...first, note: 'eins' } }, admin);
    const late = await saveProgram({ id: 'zoho', seen: null, body: { ...first, note: 'zwei' } }, admin);
    expect(late).toMatchObject({ ok: false, code: 'stale' });
    const { correction } = await entry('zoho');
    expect(correction?.body.note).toBe('eins');
    const seen = correction?.updatedAt.toISOString() ?? '';
    expect(await saveProgram({ id: 'zoho', seen, body: { ...first, note: 'drei' } }, admin)).toMatchObject({
      ok: true,
    });
  });

  it('that this version does not understand leaves the program as shipped', async () => {
    const shipped = await entry('zoho');
    await db.sql`INSERT INTO program_correction (program_id, body) VALUES ('zoho', '{"v":2}'), ('gone', '{"v":2}')`;
    expect(await entry('zoho')).toEqual(shipped);
    expect(await findProgram('gone')).toBeNull();
    expect(await listPrograms()).toHaveLength(programs.length);
  });
});

describe('a program of one’s own', () => {
  it('stands in the list, is found by a word of its note, and goes', async () => {
    expect(await saveProgram({ id: null, seen: null, body: own }, admin)).toEqual({
      ok: true,
      data: { id: 'mueller-soehne-fbl' },
    });
    const all = await listPrograms();
    expect(all).toHaveLength(programs.length + 1);
    const found = selectPrograms(all, { search: 'telefon bestätigt', status: 'live' });
    expect(found.map(({ program, isOwn }) => [program.name, isOwn])).toEqual([[own.name, true]]);
    expect(await saveProgram({ id: null, seen: null, body: own }, admin)).toMatchObject({
      fields: { name: 'name-taken' },
    });
    expect(await resetProgram('mueller-soehne-fbl', admin)).toEqual({ ok: true, data: { isThere: false } });
    expect(await findProgram('mueller-soehne-fbl')).toBeNull();
  });

  it('needs a name with letters, and cannot take the place of a shipped one', async () => {
    const save = (name: string) => saveProgram({ id: null, seen: null, body: { ...own, name } }, admin);
    expect(await save('+++')).toMatchObject({ fields: { name: 'no-letters' } });
    expect(await save('SpamCop')).toMatchObject({ fields: { name: 'name-taken' } });
    expect(await saveProgram({ id: 'nowhere', seen: null, body: own }, admin)).toMatchObject({
      code: 'not-found',
    });
  });
});

it('knows its subscriptions by its id and by its name', async () => {
  await db.sql`
    INSERT INTO feedback_loop (name, program, from_addresses, envelope_domains, dkim_domains)
    VALUES ('A', 'Yahoo CFL', '{}', '{}', '{}'), ('B', 'yahoo-cfl', '{}', '{}', '{}'), ('C', 'Yahoo', '{}', '{}', '{}')`;
  expect((await subscriptionsOf(await entry('yahoo-cfl'))).map(({ name }) => name)).toEqual(['A', 'B']);
});

describe('searching', () => {
  it.each([
    ['validity', 'gandi', true],
    ['senderscore.net', 'comcast', true],
    ['FRANKREICH', 'signal-spam', true],
    ['certified senders', 'gmx-webde', true],
    ['gibt es nicht', 'gmx-webde', false],
  ])('%s finds %s: %s', async (search, id, isFound) => {
    const ids = selectPrograms(await listPrograms(), { search, status: null }).map(
      ({ program }) => program.id,
    );
    expect(ids.includes(id)).toBe(isFound);
  });
});
