// What house-keeping forgets of suppression lists: entries that ended long ago, whole, and nothing that is in force.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { endedDays } from '@/lib/suppression/limits';
import { keepHouse } from './keep-house';
import { readSuppressions } from './read-suppressions';
import { removeSuppression } from './remove-suppression';
import { settleSuppressions } from './settle-suppressions';
import { complaint, LIST, listFields, prepareNewsletter, take } from './testing/suppression';

process.env['SECRET_KEY'] ??= '7'.repeat(64);
const admin = { id: 1 };
const reader = 'erika@example.org';
const second = ['List-Id: <aktion.example.com>'];

let db: TestDatabase;
let customerId: number;
beforeEach(async () => {
  db = await freshDatabase();
  await db.sql`INSERT INTO app_user (login, name) VALUES ('anna', 'Anna')`;
  ({ customerId } = await prepareNewsletter(db));
});
afterEach(() => db.drop());

interface Entry {
  id: number;
  list: string;
  state: string;
}
const entries = () => db.sql<Entry[]>`
  SELECT id, list_id AS list, coalesce(ended_by, 'active') AS state FROM suppression_entry ORDER BY list_id, complainant`;
const counters = async () => {
  const [row] = await db.sql<{ active: number; ended: number }[]>`SELECT active, ended FROM suppression_list`;
  return row;
};
const grounds = async () => (await db.sql`SELECT FROM suppression_ground`).length;
/** As if what ended had ended so many days earlier. */
const age = (days: number) => db.sql`
  UPDATE suppression_entry SET ended_at = ended_at - make_interval(days => ${days}),
    removed_at = removed_at - make_interval(days => ${days}) WHERE ended_at IS NOT NULL`;
async function remove(list: string): Promise<void> {
  const [entry] = (await entries()).filter((one) => one.list === list);
  expect(
    await removeSuppression({ customerId, entryId: entry?.id ?? 0, reason: 'Irrtum' }, admin),
  ).toMatchObject({ ok: true });
}

it('an entry that ended goes after its days, with its complaints, and not a day earlier', async () => {
  await take(db, complaint({ complainant: reader }), complaint({ complainant: 'max@example.org' }));
  await take(db, complaint({ complainant: reader, feedbackType: 'not-spam' }));
  await age(endedDays - 1);
  await keepHouse();
  expect(await counters()).toEqual({ active: 1, ended: 1 });
  await age(2);
  await keepHouse();
  expect((await entries()).map(({ state }) => state)).toEqual(['active']);
  expect(await counters()).toEqual({ active: 1, ended: 0 });
  expect(await grounds()).toBe(1);
  const list = await readSuppressions('K-7', { after: 0, limit: 9 });
  expect(list).toMatchObject({ entries: [{ state: 'active' }], more: false });
});

it('an entry in force stays, however long ago the complaint was', async () => {
  const longAgo = new Date(Date.now() - 3_000 * 86_400_000);
  await take(db, complaint({ complainant: reader, receivedAt: longAgo }));
  await keepHouse();
  expect((await entries()).map(({ state }) => state)).toEqual(['active']);
});

it('what a person removed and was forgotten does not come back with a complaint about another list', async () => {
  await take(db, complaint({ complainant: reader }), complaint({ complainant: reader, fields: second }));
  await remove(LIST);
  await age(endedDays + 1);
  await keepHouse();
  expect(await entries()).toMatchObject([{ list: 'aktion.example.com', state: 'active' }]);
  await take(db, complaint({ complainant: reader, fields: second }));
  expect(await entries()).toMatchObject([{ list: 'aktion.example.com', state: 'active' }]);
  await take(db, complaint({ complainant: reader }));
  expect(await entries()).toMatchObject([{ state: 'active' }, { list: LIST, state: 'active' }]);
  expect(await counters()).toEqual({ active: 2, ended: 0 });
});

it('a not-spam about no list in particular holds for the lists that are left', async () => {
  await take(db, complaint({ complainant: reader }), complaint({ complainant: reader, fields: second }));
  await take(db, complaint({ complainant: reader, feedbackType: 'not-spam', fields: [] }));
  expect((await entries()).map(({ state }) => state)).toEqual(['not-spam', 'not-spam']);
  await db.sql`
    UPDATE suppression_entry SET ended_at = ended_at - make_interval(days => ${endedDays + 1}) WHERE list_id = ${LIST}`;
  await keepHouse();
  expect(await entries()).toMatchObject([{ list: 'aktion.example.com', state: 'not-spam' }]);
  // An earlier complaint that is read late changes nothing: the complainant took it back since.
  await take(
    db,
    complaint({ complainant: reader, fields: second, receivedAt: new Date(Date.now() - 86_400_000) }),
  );
  expect((await entries()).map(({ state }) => state)).toEqual(['not-spam']);
});

it('more than one piece goes at once, list by list, and the counters follow', async () => {
  await take(db, complaint({ complainant: reader, fields: listFields() }));
  await db.sql`
    INSERT INTO suppression_entry (customer_id, list_id, token, complainant, account_id, complaints, first_at, last_at,
      ended_at, ended_by, change)
    SELECT ${customerId}, 'alt.example.com', 'c' || n, n || '@example.net', 1, 1, now(), now(),
      now() - make_interval(days => ${endedDays + 1}), 'not-spam', 10 + n FROM generate_series(1, 2500) n`;
  await db.sql`UPDATE suppression_list SET ended = 2500, change = 2510`;
  await keepHouse();
  expect(await counters()).toEqual({ active: 1, ended: 0 });
  expect(await settleSuppressions()).toBe(0);
});
