// Takes mail that is handed over: LMTP, HTTP, upload. The same intake as for polled mail (`ingestBatch`) under the way's
// own row. Promises: when it returns, every mail is committed with its bytes and its delivery; the same bytes again, by
// whatever way, make no second mail. Repeating a call whose answer was lost changes nothing.

import { createHash } from 'node:crypto';
import { sql, type Sql } from '@/lib/db/sql';
import { INTAKE_LIMITS } from '@/lib/intake/limits';
import { findMessageIds, noteWayUsed, openWayIn } from '@/lib/intake/push-store';
import type { MailToStore, PushWay, Reach, TakenMail } from '@/lib/intake/types';
import type { MailboxRole } from '@/lib/replies/types';
import { ingestBatch } from './ingest-batch';

export interface TakeOptions {
  /** Who handed it over, where the way knows: the token's id (HTTP), the user's id (upload). 0: nobody by number. */
  giver?: number;
  /** What it was handed over as. */
  role?: MailboxRole;
  reach?: Reach;
}

const rowIds = new WeakMap<Sql, Map<string, number>>();

/**
 * Stores `sources` (raw mails, each at most `INTAKE_LIMITS.mailBytes`, together at most one batch) and answers for each
 * in its order. Errors: those of the database, unchanged; then nothing is stored, or, where only the answer was lost,
 * all of it. Throws a `RangeError` for a mail beyond the limit: the ways refuse those before they are read whole.
 */
export async function takeMail(
  way: PushWay,
  sources: readonly Buffer[],
  { giver = 0, role = 'complaints', reach }: TakeOptions = {},
): Promise<TakenMail[]> {
  if (sources.length === 0) return [];
  const receivedAt = new Date();
  const mails = sources.map((source) => toStore(source, receivedAt));
  const pool = sql();
  const mailboxId = await rowOf(pool, way, role);
  // The hash as UID: the same bytes from the same giver are one delivery.
  const stored = await ingestBatch({ mailboxId, uidValidity: giver, mails }, { reach, pool }).catch(
    (error: unknown) => {
      // Perhaps the row is gone, as after a database was set back: the next call looks for it anew.
      rowIds.delete(pool);
      throw error;
    },
  );
  reach?.('after-commit');
  await noteWayUsed(pool, mailboxId);
  const ids = await findMessageIds(
    pool,
    mails.map((mail) => mail.uid),
  );
  const fresh = new Set(stored.fresh.map((message) => message.position));
  return mails.map(({ uid }, position) => {
    const rawMessageId = ids.get(uid);
    if (rawMessageId === undefined) throw new Error('a mail that was stored cannot be found');
    return { rawMessageId, sha256: uid, isNew: fresh.has(position) };
  });
}

function toStore(source: Buffer, receivedAt: Date): MailToStore {
  if (source.length > INTAKE_LIMITS.mailBytes) throw new RangeError(`a mail of ${source.length} bytes`);
  const sha256 = createHash('sha256').update(source).digest();
  return { uid: sha256.toString('hex'), sha256, source, receivedAt, setAside: null };
}

async function rowOf(pool: Sql, way: PushWay, role: MailboxRole): Promise<number> {
  const known = rowIds.get(pool) ?? new Map<string, number>();
  rowIds.set(pool, known);
  const key = `${way} ${role}`;
  const id = known.get(key) ?? (await openWayIn(pool, way, role));
  known.set(key, id);
  return id;
}
