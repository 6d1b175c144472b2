// The route of the customer's form: it leads back to the page whatever comes, takes nothing of a foreign site, and says
// nothing about tokens.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { prepareCustomerCase, releaseComposed, sendOut } from '@/lib/desk/testing/noticed-case';
import { saveSetting } from '@/lib/notices/settings-store';
import { POST } from './route';

vi.hoisted(() => {
  Object.assign(process.env, {
    SECRET_KEY: 'a7'.repeat(32),
    NOTICE_FROM: 'abuse@example.com',
    SMTP_HOST: '127.0.0.1',
    SMTP_SECURITY: 'none',
  });
});

let db: TestDatabase;
let token: string;
const wrong = 'AAAAAAAAAAAAAAAAAAAAAA';

beforeEach(async () => {
  db = await freshDatabase();
  const made = await prepareCustomerCase(db);
  const value = { isEnabled: true, origin: '' };
  await db.sql.begin((tx) => saveSetting(tx, { kind: 'page', value }, made.agentId));
  const now = new Date();
  await releaseComposed(db, made, now);
  const [mail] = await sendOut(now);
  token = /\/c\/([A-Za-z0-9_-]{22})/.exec((mail?.mime ?? '').replaceAll(/=\r?\n/g, ''))?.[1] ?? '';
});
afterEach(() => db.drop());

async function post(fields: string | URLSearchParams, headers: Record<string, string> = {}, to = token) {
  const request = new Request(`https://abuse.example.com/c/${to}/answer`, {
    method: 'POST',
    headers,
    body: fields,
  });
  const answer = await POST(request, { params: Promise.resolve({ token: to }) });
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('set-cookie')).toBeNull();
  return { status: answer.status, location: answer.headers.get('location') };
}
const form = (fields: Record<string, string>) => new URLSearchParams(fields);
const written = async () => [
  ...(await db.sql`SELECT text FROM reply`),
  ...(await db.sql`SELECT item FROM checklist_tick ORDER BY item`),
];

describe('the form', () => {
  it('is taken, and a reload of what follows sends nothing again', async () => {
    const fields = form({
      intent: 'send',
      once: 'a',
      lang: 'en',
      item: 'device-cleaned',
      text: 'Grüße\r\naus Kiel',
    });
    fields.append('item', 'drop table');
    expect(await post(fields, { 'sec-fetch-site': 'same-origin', origin: 'null' })).toEqual({
      status: 303,
      location: `/c/${token}?lang=en&result=sent`,
    });
    expect(await written()).toEqual([{ text: 'Grüße\naus Kiel' }, { item: 'device-cleaned' }]);
  });

  it('says what is missing, and keeps the ticks', async () => {
    expect(await post(form({ intent: 'send', item: 'rules-checked', text: ' ' }))).toEqual({
      status: 303,
      location: `/c/${token}?result=text-needed`,
    });
    expect(await written()).toEqual([{ item: 'rules-checked' }]);
  });

  it('of another site is refused', async () => {
    const fields = form({ intent: 'send', text: 'x' });
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example', host: 'abuse.example.com' },
    ] as Record<string, string>[])
      expect(await post(fields, headers)).toMatchObject({ status: 403 });
    expect(await post('{"intent":"send"}', { 'content-type': 'application/json' })).toMatchObject({
      status: 415,
    });
    expect(await post(form({ text: 'x'.repeat(70_000) }))).toMatchObject({ status: 413 });
    expect(await written()).toEqual([]);
  });

  it('of a token that opens nothing leads to the page that says so, like any other', async () => {
    for (const guess of [wrong, 'x', '..', 'a/b?c'])
      expect(await post(form({ intent: 'send', text: 'x' }), {}, guess)).toEqual({
        status: 303,
        location: `/c/${encodeURIComponent(guess)}`,
      });
    expect(await written()).toEqual([]);
  });

  it('in a language that we do not speak, or with anything else in its fields, does no harm', async () => {
    const fields = form({ intent: 'destroy', lang: '//evil.example', once: 'x'.repeat(500), text: '' });
    expect(await post(fields)).toEqual({ status: 303, location: `/c/${token}?result=saved` });
  });
});
