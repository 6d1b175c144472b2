// The words of an account for the customer: what is neither a website nor a connection is a mailbox to them. Pure.

import type { AccountKind } from '@/lib/attribution/types';

export type ShownKind = 'mailbox' | 'site' | 'connection';

export function kindOf(kind: AccountKind): ShownKind {
  return kind === 'site' || kind === 'connection' ? kind : 'mailbox';
}
