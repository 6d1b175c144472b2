// Writes of the screen "Mail logs". The follower compares its table every ten seconds, so nobody has to be woken.

import type { PrismaTx } from '@/lib/db/prisma';
import type { LogSourceSettings } from './types';

/** The row of a source that has settings, locked until the transaction ends; null where it is gone. */
export async function lockLogSource(tx: PrismaTx, id: number) {
  await tx.$executeRaw`SELECT 1 FROM log_source WHERE id = ${id} FOR UPDATE`;
  return tx.logSource.findUnique({ where: { id, kind: { in: ['file', 'cluster'] } } });
}

/** Inserts (`id` null) or updates a source; its id. Another path begins anew; what was read stays known by its bytes. */
export async function writeLogSource(
  tx: PrismaTx,
  id: number | null,
  settings: LogSourceSettings,
): Promise<number> {
  const data = { ...settings, host: settings.host === '' ? null : settings.host, lastError: null };
  const row =
    id === null ? await tx.logSource.create({ data }) : await tx.logSource.update({ where: { id }, data });
  return row.id;
}
