// Use cases: an administrator keeps a file with a subscription, or throws it away.

import { sql } from '@/lib/db/sql';
import { countLoopFiles, deleteLoopFile, insertLoopFile } from '@/lib/feedback-loops/file-store';
import { lockLoop, recordLoopEvent } from '@/lib/feedback-loops/loop-store';
import { safeFileName } from '@/lib/mime/file-name';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

/** A scanned contract; what is larger belongs into a document store. */
export const LOOP_FILE_BYTES = 10 * 1024 * 1024;
const FILES_MAX = 20;

export type LoopFileCode = 'not-found' | 'file-empty' | 'too-large' | 'too-many';

export function addLoopFile(
  { loopId, name, content }: { loopId: number; name: string; content: Uint8Array },
  admin: Pick<SignedInUser, 'id'>,
): Promise<Outcome<null, LoopFileCode>> {
  return sql().begin(async (tx): Promise<Outcome<null, LoopFileCode>> => {
    if (content.length === 0) return refused('file-empty');
    if (content.length > LOOP_FILE_BYTES) return refused('too-large');
    if ((await lockLoop(tx, loopId)) === null) return refused('not-found');
    if ((await countLoopFiles(tx, loopId)) >= FILES_MAX) return refused('too-many');
    const safe = safeFileName(name);
    await insertLoopFile(tx, loopId, { name: safe, content, userId: admin.id });
    const detail = { name: safe, bytes: content.length };
    await recordLoopEvent(tx, loopId, admin.id, { kind: 'file-added', detail });
    return done(null);
  }) as Promise<Outcome<null, LoopFileCode>>;
}

export function removeLoopFile(
  { loopId, fileId }: { loopId: number; fileId: number },
  admin: Pick<SignedInUser, 'id'>,
): Promise<Outcome<null, LoopFileCode>> {
  return sql().begin(async (tx): Promise<Outcome<null, LoopFileCode>> => {
    if ((await lockLoop(tx, loopId)) === null) return refused('not-found');
    const gone = await deleteLoopFile(tx, loopId, fileId);
    if (gone === null) return refused('not-found');
    await recordLoopEvent(tx, loopId, admin.id, { kind: 'file-removed', detail: gone });
    return done(null);
  }) as Promise<Outcome<null, LoopFileCode>>;
}
