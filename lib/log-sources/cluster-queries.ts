// Reads of log clusters' settings, for their form and for the use cases that change them.

import { createHash } from 'node:crypto';
import { prisma } from '@/lib/db/prisma';

export interface StoredCluster {
  name: string;
  /** `ClusterSettings` as kept; checked by who reads it. */
  settings: unknown;
  fromEnvironment: boolean;
  paused: boolean;
  hasSecret: boolean;
  /** What an edit must carry back, so that two administrators do not overwrite one another. */
  version: string;
}

/** One cluster, without its secret; null for anything else. */
export async function findCluster(id: number): Promise<StoredCluster | null> {
  const row = await prisma().logSource.findUnique({
    where: { id, kind: 'cluster' },
    omit: { position: true },
  });
  if (row === null) return null;
  return {
    name: row.name,
    settings: row.cluster,
    fromEnvironment: row.origin === 'environment',
    paused: row.paused,
    hasSecret: row.secretSealed !== null,
    version: createHash('sha256')
      .update(JSON.stringify([row.name, row.cluster]))
      .update(row.secretSealed ?? '')
      .digest('hex')
      .slice(0, 32),
  };
}
