// A row of the mail log as the transaction that everybody else knows.

import type { MailTransaction } from '@/lib/maillog/types';

export type TransactionRow = Omit<MailTransaction, 'firstAt' | 'lastAt'> & { firstAt: Date; lastAt: Date };

export function toTransaction(row: TransactionRow): MailTransaction {
  return { ...row, firstAt: row.firstAt.getTime(), lastAt: row.lastAt.getTime() };
}
