// Use case: an administrator adds or changes a directory. A stored secret stays only for the same server and user.

import { appendAudit } from '@/lib/audit/store';
import { prisma, type PrismaTx } from '@/lib/db/prisma';
import { keepsSecret, readForm } from '@/lib/directory/form';
import { directoryVersion } from '@/lib/directory/queries';
import { lockDirectory, writeDirectory, writeDirectorySecret } from '@/lib/directory/settings-store';
import type { DirectoryKind } from '@/lib/directory/types';
import { directorySecretPlace, seal } from '@/lib/secrets/seal';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, refusedField, type Outcome } from './outcome';
import { isUniqueViolation } from './unique-violation';

export interface SaveDirectoryInput {
  /** Null: a new one. */
  id: number | null;
  /** `version` of the form's read; null for a new one. */
  version: string | null;
  name: string;
  kind: DirectoryKind;
  /** Null: only by hand. */
  everyMinutes: number | null;
  /** The fields of the kind as they were filled in. */
  fields: Readonly<Record<string, string>>;
  /** Empty keeps the stored one, where that may be kept. */
  secret: string;
}

/** Expected errors: `not-found`, `stale`, `fields`; field `name`: `name-taken`. Answers the source's id. */
export async function saveDirectorySource(
  input: SaveDirectoryInput,
  admin: SignedInUser,
): Promise<Outcome<{ id: number }>> {
  const { settings, problems } = readForm(input.kind, input.fields);
  if (Object.keys(problems).length > 0) return refused('fields', { fields: problems });
  // An uploaded file does not change by itself.
  const everyMinutes = settings['from'] === 'upload' ? null : input.everyMinutes;
  const source = { name: input.name, kind: input.kind, settings, everyMinutes };
  try {
    return await prisma().$transaction(async (tx) => {
      const before = input.id === null ? null : await lockDirectory(tx, input.id);
      if (input.id !== null) {
        if (before === null || before.kind !== input.kind) return refused('not-found');
        if (directoryVersion(before) !== input.version) return refused('stale');
      }
      const id = await writeDirectory(tx, input.id, source);
      await writeSecret(tx, id, input, before === null || keepsSecret(input.kind, before.settings, settings));
      await appendAudit(tx, {
        userId: admin.id,
        action: input.id === null ? 'directory-added' : 'directory-changed',
        subject: `directory:${id}`,
        detail: { ...source, secretChanged: input.secret !== '', before: before && auditedOf(before) },
      });
      return done({ id });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return refusedField('name', 'name-taken');
    throw error;
  }
}

async function writeSecret(
  tx: PrismaTx,
  id: number,
  { secret }: SaveDirectoryInput,
  mayKeep: boolean,
): Promise<void> {
  if (secret !== '') await writeDirectorySecret(tx, id, seal(secret, directorySecretPlace(id)));
  else if (!mayKeep) await writeDirectorySecret(tx, id, null);
}

/** What the audit trail keeps; the secret is no part of the settings. */
const auditedOf = ({ name, settings, everyMinutes }: Audited) => ({ name, settings, everyMinutes });

interface Audited {
  name: string;
  settings: unknown;
  everyMinutes: number | null;
}
