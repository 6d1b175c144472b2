// Use case: an administrator hands over a file of mails that the draft is to be replayed with. They are kept compressed
// until the worker has read them, nowhere near the intake, and deleted then.

import { zstdCompressSync } from 'node:zlib';
import { sql } from '@/lib/db/sql';
import { splitFile } from '@/lib/intake/split-file';
import {
  addReplayMails,
  failReplay,
  insertReplay,
  isReplayOpen,
  lockOpenDraft,
  releaseReplay,
} from '@/lib/policies/draft-store';
import {
  REPLAY_FILE_BYTES,
  REPLAY_FILE_MAILS,
  type MailboxAnswer,
  type MailboxRefusal,
} from '@/lib/policies/mailbox-upload';
import type { SignedInUser } from '@/lib/users/types';

/** Mails and bytes of one statement. */
const batchMails = 200;
const batchBytes = 4 * 1024 * 1024;

export interface MailboxLimits {
  fileBytes: number;
  mails: number;
}

const limits: MailboxLimits = { fileBytes: REPLAY_FILE_BYTES, mails: REPLAY_FILE_MAILS };

/** Takes the file as it streams in. Expected errors are the answer's `refusal`; throws the database's errors. */
export async function uploadReplayMailbox(
  file: { name: string; body: AsyncIterable<Uint8Array> },
  admin: Pick<SignedInUser, 'id'>,
  limit = limits,
): Promise<MailboxAnswer> {
  const begun = await begin(file.name, admin.id);
  if ('refusal' in begun) return begun;
  const { replayId } = begun;
  const refuse = async (refusal: MailboxRefusal): Promise<MailboxAnswer> => {
    await failReplay(sql(), replayId, 'upload-broken');
    return { refusal };
  };
  try {
    const refusal = await store(replayId, file.body, limit);
    if (refusal !== null) return await refuse(refusal);
  } catch (error) {
    await refuse('unexpected');
    throw error;
  }
  const isWaiting = await sql().begin((tx) => releaseReplay(tx, replayId));
  return isWaiting ? { replayId } : { refusal: 'no-draft' };
}

function begin(fileName: string, userId: number): Promise<MailboxAnswer> {
  return sql().begin(async (tx): Promise<MailboxAnswer> => {
    const draft = await lockOpenDraft(tx);
    if (draft === null) return { refusal: 'no-draft' };
    if (await isReplayOpen(tx, draft.id, 'mailbox')) return { refusal: 'replay-running' };
    return { replayId: await insertReplay(tx, draft, { userId, source: 'mailbox', fileName }) };
  }) as Promise<MailboxAnswer>;
}

/** A mail that was too large keeps its position and has no bytes. */
async function store(
  replayId: number,
  body: AsyncIterable<Uint8Array>,
  limit: MailboxLimits,
): Promise<MailboxRefusal | null> {
  let batch: { position: number; bytes: Buffer }[] = [];
  let [position, bytes] = [0, 0];
  const flush = async (): Promise<void> => {
    await addReplayMails(sql(), replayId, batch);
    [batch, bytes] = [[], 0];
  };
  for await (const part of splitFile(body, limit.fileBytes)) {
    if ('refusal' in part) return part.refusal;
    for (const { source } of part.mails) {
      position += 1;
      if (position > limit.mails) return 'too-many';
      const packed = source === null ? Buffer.alloc(0) : zstdCompressSync(source);
      batch.push({ position, bytes: packed });
      bytes += packed.length;
      if (batch.length >= batchMails || bytes >= batchBytes) await flush();
    }
  }
  await flush();
  return null;
}
