// Files that people hand over: each mail stored once, each file answered for, whatever it is.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import { UPLOAD_NAMED_MAILS, type UploadState } from '@/lib/intake/upload';
import { uploadFile } from './upload-file';
import { storedBytes } from './testing/stored-bytes';

let db: TestDatabase;
beforeAll(async () => {
  db = await freshDatabase();
  await db.sql`INSERT INTO app_user (id, login, name) VALUES (5, 'emil', 'Emil')`;
});
afterAll(() => db.drop());

const mail = (text: string) => `Subject: ${text}\n\nText\n`;
const mbox = (mails: string[]) =>
  mails.map((one) => `From a@example.net Mon Nov 16 10:00:00 2026\n${one}\n`).join('');

async function* stream(file: string | Buffer, step = 50_000): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(file);
  for (let at = 0; at < bytes.length; at += step) {
    await Promise.resolve();
    yield bytes.subarray(at, at + step);
  }
}

async function upload(file: string | Buffer, options: { step?: number; limit?: number } = {}) {
  const states: UploadState[] = [];
  for await (const state of uploadFile(stream(file, options.step), { id: 5 }, options.limit))
    states.push(state);
  const last = states.at(-1);
  if (last === undefined) throw new Error('a file was not answered for');
  return { states, last };
}

async function audits(): Promise<unknown[]> {
  const rows = await db.sql<{ detail: unknown }[]>`
    SELECT detail FROM audit_entry WHERE action = 'mails-uploaded' AND user_id = 5 ORDER BY id`;
  return rows.map((row) => row.detail);
}

describe('a file with one mail', () => {
  it('is stored as it is, once, and written down', async () => {
    const raw = mail('one');
    const { last } = await upload(raw, { step: 3 });
    expect(last).toMatchObject({ new: 1, known: 0, isMbox: false, isDone: true, refusal: null });
    const first = last.mails[0];
    const id = first?.outcome === 'new' ? first.id : 0;
    expect((await storedBytes(id))?.toString()).toBe(raw);
    expect((await upload(raw)).last).toMatchObject({ new: 0, known: 1, mails: [{ outcome: 'known', id }] });
    expect(await audits()).toEqual([
      { new: 1, known: 0, tooLarge: 0 },
      { new: 0, known: 1, tooLarge: 0 },
    ]);
  });

  it('beyond the limit is not stored, and said so', async () => {
    const { last } = await upload(Buffer.alloc(35 * 1024 * 1024 + 1, 'Subject: x\n'), { step: 4_000_000 });
    expect(last).toMatchObject({ new: 0, tooLarge: 1, mails: [{ outcome: 'too-large', position: 1 }] });
  });
});

describe('an mbox', () => {
  it('is stored mail by mail in the order of the file, and tells how far it is', async () => {
    const mails = Array.from({ length: 1_200 }, (_, index) => mail(`mbox ${index}`));
    const { states, last } = await upload(mbox([...mails, mails[0] ?? '']));
    expect(last).toMatchObject({ new: 1_200, known: 1, isMbox: true, isDone: true });
    expect(last.mails).toHaveLength(UPLOAD_NAMED_MAILS);
    expect(states.map((state) => state.new)).toEqual([500, 1_000, 1_200]);
    const ids = last.mails.flatMap((one) => (one.outcome === 'too-large' ? [] : [one.id]));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect((await storedBytes(ids[7] ?? 0))?.toString()).toBe(mails[7]);
  });

  it('goes on behind a mail that is too large', async () => {
    const large = `Subject: large\n\n${'x'.repeat(36 * 1024 * 1024)}\n`;
    const { last } = await upload(mbox([mail('before'), large, mail('behind')]), { step: 1_000_000 });
    expect(last).toMatchObject({ new: 2, tooLarge: 1 });
    expect(last.mails.map((one) => one.outcome)).toEqual(['new', 'too-large', 'new']);
  });

  it('keeps what was stored where the connection breaks, and the rest comes with the same file again', async () => {
    const mails = Array.from({ length: 700 }, (_, index) => mail(`broken ${index}`));
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield* stream(mbox(mails.slice(0, 600)), 1_000);
      throw new Error('the sender went away');
    }
    const seen: number[] = [];
    const broken = async () => {
      for await (const state of uploadFile(breaking(), { id: 5 })) seen.push(state.new);
    };
    await expect(broken()).rejects.toThrow('went away');
    expect(seen).toEqual([500]);
    expect((await upload(mbox(mails))).last).toMatchObject({ new: 200, known: 500 });
    expect((await audits()).slice(-2)).toEqual([
      { new: 500, known: 0, tooLarge: 0 },
      { new: 200, known: 500, tooLarge: 0 },
    ]);
  });
});

describe('a file that is refused', () => {
  it.each([
    ['empty', ''],
    ['not-a-mail', 'PK\u0003\u0004\u0000\u0000'],
    ['not-a-mail', `${'just text '.repeat(500)}\nSubject: late\n`],
  ])('is told %s and leaves nothing', async (refusal, file) => {
    expect((await upload(file)).last).toMatchObject({ refusal, isDone: true, new: 0, mails: [] });
  });

  it('for its size is not read on', async () => {
    expect((await upload(mail('x'.repeat(5_000)), { limit: 2_000, step: 500 })).last.refusal).toBe(
      'file-too-large',
    );
  });
});
