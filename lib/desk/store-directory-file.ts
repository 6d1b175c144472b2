// Use case: an administrator uploads the CSV of a directory. It is kept and shown, and taken only when the person says so.

import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import { lockDirectory, writeUploadedFile } from '@/lib/directory/settings-store';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, type Outcome } from './outcome';

/** Three hundred thousand lines; larger ones are read from a path. */
export const DIRECTORY_FILE_BYTES = 32 * 1024 * 1024;

/** Expected errors: `not-found`, `file-empty`, `file-too-large`. */
export async function storeDirectoryFile(
  { id, name, bytes }: { id: number; name: string; bytes: Uint8Array<ArrayBuffer> },
  admin: Pick<SignedInUser, 'id'>,
): Promise<Outcome<{ id: number }>> {
  if (bytes.length === 0) return refused('file-empty');
  if (bytes.length > DIRECTORY_FILE_BYTES) return refused('file-too-large');
  return prisma().$transaction(
    async (tx) => {
      const source = await lockDirectory(tx, id);
      if (source === null || source.kind !== 'csv') return refused('not-found');
      await writeUploadedFile(tx, id, { name: name.slice(0, 200), bytes });
      await appendAudit(tx, {
        userId: admin.id,
        action: 'directory-file-uploaded',
        subject: `directory:${id}`,
        detail: { bytes: bytes.length },
      });
      return done({ id });
    },
    { timeout: 60_000 },
  );
}
