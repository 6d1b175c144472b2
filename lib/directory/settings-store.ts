// Writes of the screen "Directory". The job that reads is woken, so that nobody waits for its next round.

import type { PrismaTx } from '@/lib/db/prisma';
import type { DirectoryKind, DirectorySettings } from './types';

/** The channel on which the job of readings is rung. */
const DIRECTORY_CHANNEL = 'directory';

/** The row of a source, locked until the transaction ends; null where it is gone. */
export async function lockDirectory(tx: PrismaTx, id: number) {
  await tx.$executeRaw`SELECT 1 FROM directory_source WHERE id = ${id} FOR UPDATE`;
  return tx.directorySource.findUnique({ where: { id } });
}

export interface DirectoryToWrite {
  name: string;
  kind: DirectoryKind;
  settings: DirectorySettings;
  everyMinutes: number | null;
}

/**
 * Inserts (`id` null) or updates a source; its id. What was wrong under other settings is no error of these, and the
 * next round tries them.
 */
export async function writeDirectory(
  tx: PrismaTx,
  id: number | null,
  source: DirectoryToWrite,
): Promise<number> {
  const data = { ...source };
  if (id === null) {
    const last = await tx.directorySource.aggregate({ _max: { position: true } });
    const row = await tx.directorySource.create({
      data: { ...data, position: (last._max.position ?? 0) + 1 },
    });
    await ring(tx, row.id);
    return row.id;
  }
  await tx.directorySource.update({ where: { id }, data });
  await tx.$executeRaw`UPDATE directory_source
    SET last_error = NULL, last_error_at = NULL, tried_at = NULL, requested_at = NULL WHERE id = ${id}`;
  await ring(tx, id);
  return id;
}

/** Heard when the transaction is committed. */
async function ring(tx: PrismaTx, id: number): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${DIRECTORY_CHANNEL}, ${String(id)})`;
}

/** Stores a sealed secret, or none. */
export async function writeDirectorySecret(
  tx: PrismaTx,
  id: number,
  secretSealed: Uint8Array<ArrayBuffer> | null,
): Promise<void> {
  await tx.directorySource.update({ where: { id }, data: { secretSealed } });
}

/** Stores an uploaded CSV in the place of the one before. */
export async function writeUploadedFile(
  tx: PrismaTx,
  sourceId: number,
  file: { name: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<void> {
  const data = { name: file.name, bytes: file.bytes, uploadedAt: new Date() };
  await tx.directoryFile.upsert({ where: { sourceId }, create: { sourceId, ...data }, update: data });
}

/** The next round reads this source, whatever its schedule. */
export async function requestReading(tx: PrismaTx, id: number): Promise<void> {
  await tx.$executeRaw`UPDATE directory_source SET requested_at = now() WHERE id = ${id}`;
  await ring(tx, id);
}

/** What a refused reading listed is what the next one is measured by. */
export async function acceptCounts(
  tx: PrismaTx,
  id: number,
  counts: { customers: number; accounts: number; aliases: number; domains: number },
): Promise<void> {
  await tx.directorySource.update({ where: { id }, data: { ...counts, shrinkConfirmedAt: new Date() } });
}
