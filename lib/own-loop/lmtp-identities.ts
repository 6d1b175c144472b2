// The addresses under which our LMTP server takes mail for our own feedback loop. Pure. Promise: nobody outside can write
// to them. The domain lies in `.invalid`, which no DNS ever knows (RFC 6761 §6.4): mail comes there only where a mail
// server of ours was told to bring it.

import type { MailboxRole } from '@/lib/replies/types';

export type OwnLoopRole = Extract<MailboxRole, 'spam-clicks' | 'spam-traps'>;

export const lmtpIdentities: Record<OwnLoopRole, string> = {
  'spam-clicks': 'click@own-loop.invalid',
  'spam-traps': 'trap@own-loop.invalid',
};

export function isOwnLoopRole(role: MailboxRole): role is OwnLoopRole {
  return role === 'spam-clicks' || role === 'spam-traps';
}

/** What mail to this recipient is handed over as. */
export function roleOfRecipient(address: string): OwnLoopRole | 'complaints' {
  const written = address.trim().toLowerCase();
  if (written === lmtpIdentities['spam-clicks']) return 'spam-clicks';
  return written === lmtpIdentities['spam-traps'] ? 'spam-traps' : 'complaints';
}
