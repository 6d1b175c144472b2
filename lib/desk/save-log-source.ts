// Use case: an administrator adds or changes a followed log.

import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import { checkSettings, settingsVersion } from '@/lib/log-sources/check-settings';
import { findLogSource } from '@/lib/log-sources/queries';
import { lockLogSource, writeLogSource } from '@/lib/log-sources/settings-store';
import type { LogSourceSettings } from '@/lib/log-sources/types';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, refusedField, type Outcome } from './outcome';
import { isUniqueViolation } from './unique-violation';

export interface SaveLogSourceInput {
  /** Null: a new one. */
  id: number | null;
  /** `version` of the form's read; null for a new one. */
  version: string | null;
  settings: LogSourceSettings;
}

/** Expected errors: `not-found`, `stale`, `from-environment`, `fields`. Answers the source's id. */
export async function saveLogSource(
  { id, version, settings }: SaveLogSourceInput,
  admin: SignedInUser,
): Promise<Outcome<{ id: number }>> {
  const fields = checkSettings(settings);
  if (Object.keys(fields).length > 0) return refused('fields', { fields });
  try {
    return await prisma().$transaction(async (tx) => {
      let before: LogSourceSettings | null = null;
      if (id !== null) {
        const row = await lockLogSource(tx, id);
        if (row === null) return refused('not-found');
        if (row.origin === 'environment') return refused('from-environment');
        const seen = await findLogSource(id);
        if (seen === null || settingsVersion(seen.settings) !== version) return refused('stale');
        before = seen.settings;
      }
      const written = await writeLogSource(tx, id, settings);
      await appendAudit(tx, {
        userId: admin.id,
        action: id === null ? 'log-source-added' : 'log-source-changed',
        subject: `log-source:${written}`,
        detail: { ...settings, before },
      });
      return done({ id: written });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return refusedField('name', 'name-taken');
    throw error;
  }
}
