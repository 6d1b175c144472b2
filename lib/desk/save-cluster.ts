// Use case: an administrator connects a log cluster or changes its settings. Its password or API key is sealed.

import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import { findCluster } from '@/lib/log-sources/cluster-queries';
import { lockCluster, writeCluster } from '@/lib/log-sources/cluster-settings-store';
import {
  checkClusterForm,
  readSettings,
  type ClusterForm,
} from '@/lib/maillog-lookup/opensearch/cluster-form';
import type { ClusterSettings } from '@/lib/maillog-lookup/opensearch/types';
import { logSourceSecretPlace, seal } from '@/lib/secrets/seal';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, refusedField, type Outcome } from './outcome';
import { isUniqueViolation } from './unique-violation';

export interface SaveClusterInput {
  /** Null: a new one. */
  id: number | null;
  /** `version` of the form's read; null for a new one. */
  version: string | null;
  form: ClusterForm;
}

/** Expected errors: `not-found`, `stale`, `from-environment`, `fields`. Answers the source's id. */
export async function saveCluster(
  { id, version, form }: SaveClusterInput,
  admin: SignedInUser,
): Promise<Outcome<{ id: number }>> {
  const before = id === null ? null : await findCluster(id);
  const checked = checkClusterForm(
    form,
    keepsClusterSecret(readSettings(before?.settings), before?.hasSecret ?? false, form),
  );
  if (!checked.ok) return refused('fields', { fields: checked.fields });
  try {
    return await prisma().$transaction(async (tx) => {
      if (id !== null) {
        if ((await lockCluster(tx, id)) === null) return refused('not-found');
        if (before === null || before.version !== version) return refused('stale');
        if (before.fromEnvironment) return refused('from-environment');
      }
      const written = await writeCluster(tx, id, { name: form.name, settings: checked.settings });
      if (form.auth === 'none' || form.secret !== '') {
        const sealed =
          form.auth === 'none' ? null : Buffer.from(seal(form.secret, logSourceSecretPlace(written)));
        await tx.logSource.update({ where: { id: written }, data: { secretSealed: sealed } });
      }
      const { fields, caPem, ...settings } = checked.settings;
      await appendAudit(tx, {
        userId: admin.id,
        action: id === null ? 'log-source-added' : 'log-source-changed',
        subject: `log-source:${written}`,
        detail: {
          name: form.name,
          ...settings,
          fields: Object.keys(fields).length,
          hasAuthority: caPem !== '',
        },
      });
      return done({ id: written });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return refusedField('name', 'name-taken');
    throw error;
  }
}

/** A stored secret stays only with the server and the name it was given for. */
export function keepsClusterSecret(
  before: ClusterSettings | null,
  hasSecret: boolean,
  after: ClusterForm,
): boolean {
  return (
    hasSecret &&
    before !== null &&
    before.url === after.url &&
    before.auth === after.auth &&
    before.username === after.username
  );
}
