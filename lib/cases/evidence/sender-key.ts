// By what the mail log knows an account: its login, or the local user of a site. A connection has neither. Pure.

import type { AccountKind } from '@/lib/attribution/types';
import type { SenderKey } from '@/lib/maillog-lookup/types';

/** Null for a connection. A site is named `uid<n>@<host>` or `<user>@<host>`. */
export function senderKeyOf(kind: AccountKind, login: string): SenderKey | null {
  if (kind === 'connection') return null;
  if (kind === 'mailbox') return { kind: 'login', login };
  const at = login.lastIndexOf('@');
  const [user, host] = at < 0 ? [login, ''] : [login.slice(0, at), login.slice(at + 1)];
  return { kind: 'local', host, user: /^uid\d+$/.test(user) ? user.slice(3) : user };
}
