// Writes of the screen "Own network". Authserv-ids are one setting, the other kinds are rows.

import type { PrismaTx } from '@/lib/db/prisma';
import type { OwnKind } from './types';

const SETTING = 'authserv-ids';

/** The authserv-ids that the screen stored. */
export async function readAuthservIds(tx: Pick<PrismaTx, 'setting'>): Promise<string[]> {
  const row = await tx.setting.findUnique({ where: { key: SETTING } });
  return Array.isArray(row?.value) ? row.value.filter((value) => typeof value === 'string') : [];
}

/** Adds an entry; false where it is there already. */
export async function insertOwnEntry(
  tx: PrismaTx,
  kind: OwnKind,
  value: string,
  note: string | null,
): Promise<boolean> {
  if (kind === 'authserv-id') {
    return changeAuthservIds(tx, (ids) => (ids.includes(value) ? null : [...ids, value].sort()));
  }
  const { count } = await tx.ownResource.createMany({ data: [{ kind, value, note }], skipDuplicates: true });
  return count > 0;
}

/** Removes an entry; false where it is gone already. */
export async function deleteOwnEntry(tx: PrismaTx, kind: OwnKind, value: string): Promise<boolean> {
  if (kind === 'authserv-id') {
    return changeAuthservIds(tx, (ids) => (ids.includes(value) ? ids.filter((id) => id !== value) : null));
  }
  const { count } = await tx.ownResource.deleteMany({ where: { kind, value } });
  return count > 0;
}

// Two administrators at once: the second waits for the first and works on what it left.
async function changeAuthservIds(tx: PrismaTx, change: (ids: string[]) => string[] | null): Promise<boolean> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${SETTING}))`;
  const next = change(await readAuthservIds(tx));
  if (next === null) return false;
  await tx.setting.upsert({
    where: { key: SETTING },
    create: { key: SETTING, value: next },
    update: { value: next },
  });
  return true;
}
