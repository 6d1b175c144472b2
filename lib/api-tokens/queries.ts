// Reads for the screen "API access".

import { prisma } from '@/lib/db/prisma';
import type { ApiTokenRow } from './types';

/** All tokens: the valid ones first, the newest on top. They are a handful; revoked ones stay for the record. */
export async function listTokens(): Promise<ApiTokenRow[]> {
  const rows = await prisma().apiToken.findMany({
    select: {
      id: true,
      name: true,
      hint: true,
      scopes: true,
      ratePerMinute: true,
      createdAt: true,
      lastUsedAt: true,
      revokedAt: true,
      createdBy: { select: { name: true } },
    },
    orderBy: [{ revokedAt: { sort: 'desc', nulls: 'first' } }, { id: 'desc' }],
    take: 500,
  });
  return rows.map(({ createdBy, ...row }) => ({ ...row, createdBy: createdBy.name }));
}
