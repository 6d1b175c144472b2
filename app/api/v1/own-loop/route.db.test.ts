// The door for mail that users call spam, by its answers: who may hand in, what is asked, what comes back.

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ApiScope } from '@/lib/api-tokens/types';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { createApiToken } from '@/lib/desk/create-api-token';
import type { SignedInUser } from '@/lib/users/types';
import { POST } from './route';

vi.hoisted(() => {
  Object.assign(process.env, {
    SECRET_KEY: '7'.repeat(64),
    NOTICE_FROM: 'abuse@example.com',
    SMTP_HOST: '127.0.0.1',
  });
});

let db: TestDatabase;
let token = '';
const mail =
  'From: a@example.net\r\nTo: erika@example.com\r\nSubject: Angebot\r\nMessage-ID: <1@example.net>\r\n\r\nHallo\r\n';

async function make(scopes: ApiScope[]): Promise<string> {
  const made = await createApiToken({ name: 'test', scopes, ratePerMinute: 600 }, { id: 1 } as SignedInUser);
  return made.ok ? made.data.token : '';
}

beforeAll(async () => {
  db = await freshDatabase();
  await db.sql`INSERT INTO app_user (id, login, name, role) VALUES (1, 'anna', 'Anna', 'admin')`;
  await db.sql`
    INSERT INTO own_loop_subscriber (organisation, report_address, ranges, per_hour, per_day, state)
    VALUES ('Werbewelle', 'fbl@example.net', '{203.0.113.0/24}', 10, 10, 'active')`;
  token = await make(['own-loop:write']);
});
afterAll(() => db.drop());

const post = (query: string, body = mail, { bearer = token, type = 'message/rfc822' } = {}) =>
  POST(
    new Request(`http://desk.example/api/v1/own-loop${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': type },
      body,
    }),
  );
const whole = '?recipient=erika@example.com&address=203.0.113.9';

describe('the door of our own feedback loop', () => {
  it('says what became of the mail, and of the same mail again', async () => {
    const first = await post(whole);
    expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await first.json()).toEqual({ matched: 1, queued: 1, held: 0, known: 0 });
    expect(await (await post(whole)).json()).toEqual({ matched: 1, queued: 0, held: 0, known: 1 });
    const [row] = await db.sql<{ to: string }[]>`SELECT to_address AS "to" FROM outgoing_mail`;
    expect(row?.to).toBe('fbl@example.net');
  });

  it.each([
    ['no recipient', '?address=203.0.113.9', 'recipient'],
    ['a recipient that is no address', '?recipient=erika', 'recipient'],
    ['another kind', `${whole}&kind=guess`, 'kind'],
    ['an address that is none', '?recipient=erika@example.com&address=mail', 'address'],
  ])('refuses %s', async (_, query, parameter) => {
    const response = await post(query);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'parameter-wrong', parameter });
  });

  it('lets in only who has the right, and takes only mail', async () => {
    const other = await make(['reports:write', 'reports:read']);
    expect((await post(whole, mail, { bearer: other })).status).toBe(403);
    expect((await post(whole, mail, { bearer: 'x' })).status).toBe(401);
    expect((await post(whole, '{}', { type: 'application/json' })).status).toBe(415);
    expect(await (await post(whole, '')).json()).toMatchObject({ code: 'empty-body', status: 400 });
  });
});
