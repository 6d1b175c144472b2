// Writes of the screen "Mailboxes". The password is sealed to its row, so a new row is inserted before it is sealed.

import type { PrismaTx } from '@/lib/db/prisma';
import { mailboxPasswordPlace, seal } from '@/lib/secrets/seal';
import type { MailboxSettings } from './types';

/** The row, locked until the transaction ends; null where it is gone. Ways in that are not polled have nothing to change. */
export async function lockMailbox(tx: PrismaTx, id: number) {
  await tx.$executeRaw`SELECT 1 FROM mailbox WHERE id = ${id} FOR UPDATE`;
  return tx.mailbox.findUnique({ where: { id, kind: { in: ['imap', 'maildir'] } } });
}

/** Inserts (`id` null) or updates a mailbox; its id. An empty password leaves the stored one. */
export async function writeMailbox(
  tx: PrismaTx,
  id: number | null,
  settings: MailboxSettings,
): Promise<number> {
  const data = columnsOf(settings);
  const row =
    id === null ? await tx.mailbox.create({ data }) : await tx.mailbox.update({ where: { id }, data });
  if (settings.kind === 'imap' && settings.password !== '') {
    const passwordSealed = seal(settings.password, mailboxPasswordPlace(row.id));
    await tx.mailbox.update({ where: { id: row.id }, data: { passwordSealed } });
  }
  await wakePollers(tx);
  return row.id;
}

/** Tells the pollers that the set of mailboxes or one of them changed; delivered at commit. */
export async function wakePollers(tx: PrismaTx): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify('mailbox', '')`;
}

function columnsOf(settings: MailboxSettings) {
  const { name, kind, role, processedFolder, quarantineFolder, pollSeconds, idle } = settings;
  const common = { name, kind, role, processedFolder, quarantineFolder, pollSeconds, idle };
  if (kind === 'maildir') {
    return {
      ...common,
      path: settings.path,
      host: null,
      port: null,
      username: null,
      caPem: null,
      passwordSealed: null,
    };
  }
  const { host, port, security, username, folder } = settings;
  return { ...common, host, port, security, username, folder, caPem: settings.caPem || null, path: null };
}
