// Writes of log clusters' settings.

import type { PrismaTx } from '@/lib/db/prisma';
import { NOT_CONFIGURED } from './sync-store';

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

const ENVIRONMENT_NAME = 'MAIL_LOG_CLUSTER';

/** Writes the one cluster that the environment names; its id. What it was seen to reach stays. */
export async function writeEnvironmentCluster(tx: PrismaTx, settings: object): Promise<number> {
  const before = await tx.logSource.findUnique({
    where: { name: ENVIRONMENT_NAME },
    omit: { position: true },
  });
  const isBack = before?.lastError === NOT_CONFIGURED;
  const data = { kind: 'cluster', origin: 'environment', cluster: settings };
  const row = await tx.logSource.upsert({
    where: { name: ENVIRONMENT_NAME },
    create: { name: ENVIRONMENT_NAME, ...data },
    update: { ...data, ...(isBack ? { paused: false, lastError: null } : {}) },
  });
  return row.id;
}

/** The environment names no cluster any more: its row stays, paused. */
export async function pauseEnvironmentCluster(client: Pick<PrismaTx, 'logSource'>): Promise<void> {
  await client.logSource.updateMany({
    where: { name: ENVIRONMENT_NAME, origin: 'environment', paused: false },
    data: { paused: true, lastError: NOT_CONFIGURED, downSince: null },
  });
}
