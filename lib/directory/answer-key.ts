// The text by which a question to a resolver is the same as an earlier one: the account. Pure.

import type { AccountKind } from '@/lib/attribution/types';

/** `mailbox user@example.com` */
export function answerKey({ kind, login }: { kind: AccountKind; login: string }): string {
  return `${kind} ${login}`;
}
