// Writes of log clusters' settings.

import type { PrismaTx } from '@/lib/db/prisma';

/** The row of a cluster, locked until the transaction ends; null where it is gone. */
export async function lockCluster(tx: PrismaTx, id: number) {
  await tx.$executeRaw`SELECT 1 FROM log_source WHERE id = ${id} FOR UPDATE`;
  return tx.logSource.findUnique({ where: { id, kind: 'cluster' } });
}

/** Inserts (`id` null) or updates a cluster; its id. What another address was seen to reach is forgotten. */
export async function writeCluster(
  tx: PrismaTx,
  id: number | null,
  { name, settings }: { name: string; settings: object },
): Promise<number> {
  const data = { name, kind: 'cluster', cluster: settings, lastError: null, downSince: null, position: {} };
  const row =
    id === null ? await tx.logSource.create({ data }) : await tx.logSource.update({ where: { id }, data });
  return row.id;
}
