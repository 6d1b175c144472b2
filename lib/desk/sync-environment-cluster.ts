// Makes the log cluster that MAIL_LOG_CLUSTER names that of the database, at each start. The variable names a JSON file
// (settings as `ClusterSettings`, and `secret`), so that a sealed installation needs no screen and no secret in a variable.

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { prisma } from '@/lib/db/prisma';
import { env, EnvError } from '@/lib/env';
import { pauseEnvironmentCluster, writeEnvironmentCluster } from '@/lib/log-sources/cluster-settings-store';
import { clusterSettings } from '@/lib/maillog-lookup/opensearch/types';
import { logSourceSecretPlace, seal } from '@/lib/secrets/seal';

const file = clusterSettings
  .partial({ shape: true, auth: true, username: true, caPem: true })
  .extend({ secret: z.string().max(4_000).default('') });

/** Throws `EnvError` where the file cannot be read or says something else. In the sample provider nothing changes. */
export async function syncEnvironmentCluster(): Promise<void> {
  const { MAIL_LOG_CLUSTER: path, SAMPLE_PROVIDER: isSample } = env();
  if (isSample) return;
  if (path === undefined) {
    await pauseEnvironmentCluster(prisma());
    return;
  }
  const { secret, ...rest } = readClusterFile(path);
  const settings = { shape: 'lines', auth: 'none', username: '', caPem: '', ...rest } as const;
  await prisma().$transaction(async (tx) => {
    const id = await writeEnvironmentCluster(tx, settings);
    const sealed = secret === '' ? null : Buffer.from(seal(secret, logSourceSecretPlace(id)));
    await tx.logSource.update({ where: { id }, data: { secretSealed: sealed } });
  });
}

function readClusterFile(path: string): z.infer<typeof file> {
  try {
    return file.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const isShape = error instanceof z.ZodError;
    const what = isShape ? (error.issues[0]?.path.join('.') ?? 'its content') : 'it is no file with JSON';
    throw new EnvError(
      `MAIL_LOG_CLUSTER: ${path} cannot be used: ${what} (docs/mail-log.md shows an example).`,
      {
        cause: error,
      },
    );
  }
}
