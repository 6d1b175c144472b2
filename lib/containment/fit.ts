// Which measures mean something for an account, through which kind of connector. Pure. What a mail server locks by the login
// of a submission says nothing about a web space, whose mail comes from the server itself, nor about an access line: ordered
// there it would be called proved and stop nothing.

import type { AccountKind } from '@/lib/attribution/types';
import type { MeasureKind } from './types';

const byAccount: Record<AccountKind, ReadonlySet<MeasureKind>> = {
  mailbox: new Set(['throttle', 'send-lock', 'login-lock', 'end-sessions', 'hold-queue', 'new-password']),
  site: new Set(['throttle', 'send-lock', 'login-lock', 'end-sessions', 'hold-queue']),
  connection: new Set(['throttle', 'send-lock', 'walled-garden']),
};

/** These know logins of mailboxes and nothing else; a person, a program or another system may know the rest. */
const ofMailboxes: ReadonlySet<string> = new Set(['policy-service', 'sql', 'mailcow', 'postfix-queue']);

/** Whether `measure` can be ordered against such an account through such a connector. */
export function fits(account: AccountKind, connectorKind: string, measure: MeasureKind): boolean {
  return byAccount[account].has(measure) && (account === 'mailbox' || !ofMailboxes.has(connectorKind));
}
