// Invariant 1 at the database: every mail exactly once, with its bytes, whatever repeats or races.

import { createHash, randomBytes } from 'node:crypto';
import { zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '@/lib/db/testing';
import type { MailToStore } from '@/lib/intake/types';
import { ingestBatch } from './ingest-batch';

let db: TestDatabase;
let mailboxId = 0;

beforeAll(async () => {
  db = await freshDatabase();
  const [row] = await db.sql<{ id: number }[]>`
    INSERT INTO mailbox (name, kind, path) VALUES ('test', 'maildir', '/nowhere') RETURNING id`;
  mailboxId = row?.id ?? 0;
});
afterAll(() => db.drop());

function mail(uid: string, source: Buffer | string): MailToStore {
  const bytes = Buffer.from(source);
  const sha256 = createHash('sha256').update(bytes).digest();
  return { uid, source: bytes, sha256, receivedAt: new Date('2026-11-01T10:00:00Z'), setAside: null };
}

const hashOf = (stored: MailToStore) => stored.sha256.toString('hex');
async function ingest(mails: MailToStore[], uidValidity: number) {
  const { messages, deliveries } = await ingestBatch({ mailboxId, uidValidity, mails });
  return { messages, deliveries };
}

async function bytesOf(sha256: Buffer): Promise<Buffer[]> {
  const rows = await db.sql<{ bytes: Buffer }[]>`
    SELECT b.bytes FROM raw_bytes b JOIN raw_message m ON m.id = b.raw_message_id AND m.month = b.month
    WHERE m.sha256 = ${sha256}`;
  return rows.map((row) => zstdDecompressSync(row.bytes));
}

describe('ingesting a batch', () => {
  it('keeps the bytes as they were, NUL and 8-bit included, and an empty mail too', async () => {
    const binary = mail('1', Buffer.concat([randomBytes(200_000), Buffer.alloc(3), Buffer.from('ü\r\n')]));
    const empty = mail('2', '');
    expect(await ingest([binary, empty], 1)).toEqual({ messages: 2, deliveries: 2 });
    expect((await bytesOf(binary.sha256)).map((found) => found.equals(binary.source))).toEqual([true]);
    expect(await bytesOf(empty.sha256)).toEqual([Buffer.alloc(0)]);
  });

  it('stores the same bytes once, in one batch and across batches, with a delivery for each place', async () => {
    const [first, second] = [mail('10', 'same'), mail('11', 'same')];
    expect(await ingest([first, second], 1)).toEqual({ messages: 1, deliveries: 2 });
    expect(await ingest([mail('12', 'same'), mail('13', 'other')], 1)).toEqual({
      messages: 1,
      deliveries: 2,
    });
    expect(await bytesOf(first.sha256)).toHaveLength(1);
  });

  it('recognises everything after a change of UIDVALIDITY', async () => {
    await ingest([mail('20', 'a'), mail('21', 'b')], 1);
    expect(await ingest([mail('1', 'a'), mail('2', 'b')], 2)).toEqual({ messages: 0, deliveries: 2 });
  });

  it('changes nothing when the same batch comes again', async () => {
    const mails = Array.from({ length: 20 }, (_, index) => mail(`3${index}`, `again ${index}`));
    await ingest(mails, 1);
    expect(await ingest(mails, 1)).toEqual({ messages: 0, deliveries: 0 });
  });

  it('gives ids in the order of the batch', async () => {
    const mails = Array.from({ length: 50 }, (_, index) => mail(`4${index}`, `ordered ${index}`));
    await ingest(mails, 1);
    const rows = await db.sql<{ sha256: Buffer }[]>`
      SELECT sha256 FROM raw_message WHERE encode(sha256, 'hex') = ANY (${mails.map(hashOf)}) ORDER BY id`;
    expect(rows.map((row) => row.sha256.toString('hex'))).toEqual(mails.map(hashOf));
  });

  it('survives four workers that store the same mails in different orders at once', async () => {
    const bodies = Array.from({ length: 300 }, (_, index) => `race ${index}`);
    const order = (shift: number) =>
      bodies.map((_, index) => bodies[(index * 7 + shift) % bodies.length] ?? '');
    const results = await Promise.all(
      [0, 50, 100, 150].map((shift, worker) =>
        ingest(
          order(shift).map((body, index) => mail(`${worker}-${index}`, body)),
          9,
        ),
      ),
    );
    expect(results.reduce((sum, result) => sum + result.messages, 0)).toBe(300);
    expect(results.map((result) => result.deliveries)).toEqual([300, 300, 300, 300]);
    const [row] = await db.sql<{ bytes: number }[]>`
      SELECT count(*)::int AS bytes FROM raw_bytes b JOIN raw_message m ON m.id = b.raw_message_id
      WHERE encode(m.sha256, 'hex') = ANY (${bodies.map((body) => hashOf(mail('', body)))})`;
    expect(row?.bytes).toBe(300);
  });

  it('leaves nothing behind when the bytes cannot be stored', async () => {
    const lost = mail('50', 'lost with its bytes');
    const dies = () => {
      throw new Error('power cut');
    };
    await expect(ingestBatch({ mailboxId, uidValidity: 1, mails: [lost] }, { reach: dies })).rejects.toThrow(
      'power cut',
    );
    const rows = await db.sql`SELECT 1 FROM raw_message WHERE sha256 = ${lost.sha256}`;
    expect(rows).toHaveLength(0);
    expect(await ingest([lost], 1)).toEqual({ messages: 1, deliveries: 1 });
  });

  it('never says that a mail came from the future', async () => {
    const early = { ...mail('60', 'clock ahead'), receivedAt: new Date('2099-01-01T00:00:00Z') };
    await ingest([early], 1);
    const [row] = await db.sql<{ isPast: boolean }[]>`
      SELECT received_at <= now() AS "isPast" FROM raw_message WHERE sha256 = ${early.sha256}`;
    expect(row?.isPast).toBe(true);
  });

  it('tells who waits for mail', async () => {
    const heard: string[] = [];
    const { unlisten } = await db.sql.listen('raw_message', (payload) => heard.push(payload));
    await ingest([mail('70', 'news'), mail('71', 'more news')], 1);
    await expect.poll(() => heard).toEqual(['2']);
    await unlisten();
  });
});
