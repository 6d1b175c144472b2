// Use case: an administrator adds or changes a mailbox. A stored password stays only for the same server and user.

import { appendAudit } from '@/lib/audit/store';
import { prisma } from '@/lib/db/prisma';
import { checkSettings, keepsPassword } from '@/lib/mailboxes/check-settings';
import { lockMailbox, writeMailbox } from '@/lib/mailboxes/store';
import type { MailboxSettings } from '@/lib/mailboxes/types';
import type { SignedInUser } from '@/lib/users/types';
import { done, refused, refusedField, type Outcome } from './outcome';
import { isUniqueViolation } from './unique-violation';

export interface SaveMailboxInput {
  /** Null: a new one. */
  id: number | null;
  /** `version` of the form's read; null for a new one. */
  version: string | null;
  settings: MailboxSettings;
}

/** Expected errors: `not-found`, `stale`, `from-environment`, `fields`. Answers the mailbox's id. */
export async function saveMailbox(
  input: SaveMailboxInput,
  admin: SignedInUser,
): Promise<Outcome<{ id: number }>> {
  try {
    return await (input.id === null
      ? addMailbox(input.settings, admin)
      : changeMailbox(input.id, input, admin));
  } catch (error) {
    if (isUniqueViolation(error)) return refusedField('name', 'name-taken');
    throw error;
  }
}

async function addMailbox(settings: MailboxSettings, admin: SignedInUser): Promise<Outcome<{ id: number }>> {
  const fields = checkSettings(settings, false);
  if (Object.keys(fields).length > 0) return refused('fields', { fields });
  return prisma().$transaction(async (tx) => {
    const id = await writeMailbox(tx, null, settings);
    await appendAudit(tx, {
      userId: admin.id,
      action: 'mailbox-added',
      subject: `mailbox:${id}`,
      detail: withoutSecrets(settings),
    });
    return done({ id });
  });
}

function changeMailbox(
  id: number,
  { version, settings }: SaveMailboxInput,
  admin: SignedInUser,
): Promise<Outcome<{ id: number }>> {
  return prisma().$transaction(async (tx) => {
    const before = await lockMailbox(tx, id);
    if (before === null) return refused('not-found');
    if (before.origin === 'environment') return refused('from-environment');
    if (before.updatedAt.toISOString() !== version) return refused('stale');
    const fields = checkSettings(settings, before.passwordSealed !== null && keepsPassword(before, settings));
    if (Object.keys(fields).length > 0) return refused('fields', { fields });
    await writeMailbox(tx, id, settings);
    await appendAudit(tx, {
      userId: admin.id,
      action: 'mailbox-changed',
      subject: `mailbox:${id}`,
      detail: { ...withoutSecrets(settings), before: changedFrom(before, settings) },
    });
    return done({ id });
  });
}

/** The old values of what is other now; of certificates and passwords only that there was one. */
function changedFrom(before: Record<string, unknown>, settings: MailboxSettings): Record<string, unknown> {
  const { password: _, caPem: __, ...rest } = settings;
  const changed = Object.entries(rest).filter(([name, value]) => (before[name] ?? '') !== value);
  return {
    ...Object.fromEntries(changed.map(([name]) => [name, before[name] ?? null])),
    hasOwnAuthority: before['caPem'] !== null,
  };
}

function withoutSecrets({ password, caPem, ...rest }: MailboxSettings): Record<string, unknown> {
  return { ...rest, passwordChanged: password !== '', hasOwnAuthority: caPem !== '' };
}
