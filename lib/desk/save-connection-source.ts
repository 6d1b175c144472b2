// Use case: an administrator adds or removes a source of connections, or uploads its file.

import { appendAudit } from '@/lib/audit/store';
import type { ConnectionSourceSettings } from '@/lib/connections/types';
import { prisma } from '@/lib/db/prisma';
import type { SignedInUser } from '@/lib/users/types';
import { forgetDeskContext } from './desk-context';
import { done, refused, refusedField, type Outcome } from './outcome';
import { isUniqueViolation } from './unique-violation';

/** A list of a million prefixes, or a day of a small CGNAT; larger exports are read from a path. */
export const CONNECTION_FILE_BYTES = 64 * 1024 * 1024;

/** Letting go of a million rows takes its time. */
const REMOVE_MS = 300_000;

/** Expected errors: `fields`. Answers the source's id. Nothing is read before a person has seen the preview. */
export async function addConnectionSource(
  settings: ConnectionSourceSettings,
  admin: SignedInUser,
): Promise<Outcome<{ id: number }>> {
  const { name, kind, path, timeZone } = settings;
  if (path !== '' && (!path.startsWith('/') || path.includes('\0')))
    return refusedField('path', 'not-absolute');
  if (!isTimeZone(timeZone)) return refusedField('timeZone', 'not-a-zone');
  try {
    return await prisma().$transaction(async (tx) => {
      const { id } = await tx.connectionSource.create({
        data: { name, kind, path: path === '' ? null : path, timeZone },
      });
      await appendAudit(tx, {
        userId: admin.id,
        action: 'connections-added',
        subject: `connections:${id}`,
        detail: { ...settings },
      });
      return done({ id });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return refusedField('name', 'name-taken');
    throw error;
  }
}

/** Removes the source with all its rows. What complaints took from it stays in their evidence. Expected: `not-found`. */
export async function removeConnectionSource(
  id: number,
  admin: SignedInUser,
): Promise<Outcome<{ name: string }>> {
  const outcome = await prisma().$transaction(
    async (tx) => {
      const before = await tx.connectionSource.findUnique({ where: { id } });
      if (before === null) return refused('not-found');
      await tx.connectionSource.delete({ where: { id } });
      await appendAudit(tx, {
        userId: admin.id,
        action: 'connections-removed',
        subject: `connections:${id}`,
        detail: { name: before.name },
      });
      return done({ name: before.name });
    },
    { timeout: REMOVE_MS },
  );
  forgetDeskContext();
  return outcome;
}

/** Keeps an uploaded file until it is read. Expected errors: `not-found`, `file-empty`, `file-too-large`. */
export async function storeConnectionFile(
  { id, name, bytes }: { id: number; name: string; bytes: Uint8Array<ArrayBuffer> },
  admin: Pick<SignedInUser, 'id'>,
): Promise<Outcome<{ id: number }>> {
  if (bytes.length === 0) return refused('file-empty');
  if (bytes.length > CONNECTION_FILE_BYTES) return refused('file-too-large');
  return prisma().$transaction(
    async (tx) => {
      const source = await tx.connectionSource.findUnique({ where: { id } });
      if (source === null || source.path !== null) return refused('not-found');
      const file = { name: name.slice(0, 200), bytes, uploadedAt: new Date() };
      await tx.connectionFile.upsert({
        where: { sourceId: id },
        create: { sourceId: id, ...file },
        update: file,
      });
      await appendAudit(tx, {
        userId: admin.id,
        action: 'connections-file-uploaded',
        subject: `connections:${id}`,
        detail: { bytes: bytes.length },
      });
      return done({ id });
    },
    { timeout: 60_000 },
  );
}

function isTimeZone(name: string): boolean {
  try {
    return name !== '' && new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    // RangeError is how Intl says that it knows no such zone.
    return false;
  }
}
