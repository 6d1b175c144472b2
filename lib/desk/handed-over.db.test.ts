// Whose word counts in mail that is handed over: a mail server's stamp where a mail server handed it over, and nobody's
// where a program or a person did, who could have written the stamp themselves.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { arfMail } from './testing/arf';
import { drain, prepareDesk } from './testing/desk';
import { takeMail } from './take-mail';

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
  await prepareDesk(db, ['loop.example']);
});
afterAll(() => db.drop());

let serial = 0;
const stamped = (): Buffer => arfMail({ loop: 'loop.example', sender: 'user@example.com', serial: ++serial });

async function trustOf(rawMessageId: number | undefined) {
  await drain();
  const rows = await db.sql<{ trust: string; codes: string[] }[]>`
    SELECT trust, ARRAY(SELECT e->>'code' FROM jsonb_array_elements(extensions->'reporter'->'evidence') e) AS codes
    FROM report WHERE raw_message_id = ${rawMessageId ?? 0}`;
  return rows[0];
}

it('believes the stamp on mail that a mail server handed over', async () => {
  const [taken] = await takeMail('lmtp', [stamped()]);
  expect(await trustOf(taken?.rawMessageId)).toMatchObject({ trust: 'verified' });
});

it.each(['http', 'upload'] as const)('believes no stamp on mail that came by %s', async (way) => {
  const [taken] = await takeMail(way, [stamped()], { giver: 3 });
  const { trust, codes } = (await trustOf(taken?.rawMessageId)) ?? {};
  expect(trust).toBe('unauthenticated');
  expect(codes).toContain('handed-over');
});

it('believes it once the same bytes came by a mail server, too, and still when they are posted afterwards', async () => {
  const raw = stamped();
  await takeMail('http', [raw], { giver: 3 });
  const [taken] = await takeMail('lmtp', [raw]);
  expect(await trustOf(taken?.rawMessageId)).toMatchObject({ trust: 'verified' });
});
